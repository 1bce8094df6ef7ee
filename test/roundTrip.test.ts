import { pictureRoles } from '../nodes/ImageEdit/catalogue/pictures';
import { fieldsOf, knownCalls, picturesOf, samplesFor, slotName } from './helpers/calls';
import { some } from './helpers/depth';
import { slot } from './helpers/n8nForm';
import {
	clothPicture,
	dataPicture,
	expectRoundTrip,
	pictureUrl,
	webPicture,
} from './helpers/roundTrip';

// From the form as the editor stores it to the bytes as a server reads them, for every model and at every
// gateway. What must arrive is worked out from the catalogue alone, so a new entry is covered at once.

it.each(knownCalls)('$title: an untouched form sends the required things alone', async (call) => {
	await expectRoundTrip(call);
});

const fields = knownCalls.flatMap((call) =>
	fieldsOf(call).map((field) => ({ ...call, call, field })),
);

it.each(some(fields))('$title: $field.label is all that is added', async ({ call, field }) => {
	await expectRoundTrip(call, samplesFor(field));
});

const slots = knownCalls.flatMap((call) =>
	picturesOf(call).flatMap((spec) => {
		const name = slotName(spec);
		return name === undefined ? [] : [{ ...call, call, name, role: spec.role }];
	}),
);

it.each(some(slots))(
	'$title: $name may be an address, base64 or a field',
	async ({ call, name, role }) => {
		const data = await dataPicture();
		const given = [
			{ mode: 'url', value: pictureUrl, bytes: await webPicture(), url: pictureUrl },
			{ mode: 'base64', value: data.toString('base64'), bytes: data },
			{ mode: 'base64', value: `data:image/png;base64,${data.toString('base64')}`, bytes: data },
			{ mode: 'binary', value: 'cloth', bytes: await clothPicture() },
		] as const;
		for (const { value, ...picture } of given) {
			const stored = { [name]: slot(picture.mode, value) };
			await expectRoundTrip(call, {}, { stored, pictures: { [role]: [picture] } });
		}
	},
);

const lists = knownCalls.flatMap((call) =>
	picturesOf(call)
		.filter(({ max, role }) => max >= 3 && pictureRoles[role].list)
		.map(({ role }) => ({ ...call, call, role, ...pictureRoles[role] })),
);

it.each(lists)('$title: $list.label keep their order', async ({ call, list, parameter, role }) => {
	const cloth = { mode: 'binary', bytes: await clothPicture() } as const;
	const web = { mode: 'url', bytes: await webPicture(), url: pictureUrl } as const;
	const first = { mode: 'binary', bytes: await dataPicture() } as const;
	const rows = [slot('binary', 'cloth'), slot('url', pictureUrl)];
	const stored = { [list?.parameter ?? '']: { image: rows.map((image) => ({ image })) } };
	const pictures = { [role]: parameter ? [first, cloth, web] : [cloth, web] };
	await expectRoundTrip(call, {}, { stored, pictures });
});
