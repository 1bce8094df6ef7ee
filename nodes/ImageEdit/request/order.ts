import { allFields, knownIds, models } from '../catalogue/models';
import { expansionRatios } from '../catalogue/fields';
import { pictureRoles } from '../catalogue/pictures';
import type { Plan } from '../catalogue/plan';
import { operationById } from '../catalogue/operations';
import type { FieldSpec, PictureRole } from '../catalogue/types';
import { lifecycleWarning } from '../catalogue/lifecycle';
import { cannotText } from '../catalogue/abilities';
import { own } from '../shared/own';
import { checkField, conditionText, holds, isEmpty } from './checkField';
import { carrierFindings, dropFindings } from './checkCarrier';
import { brokenRules } from './valueRules';
import type { PictureFault } from './checkPictures';
import {
	checkCount,
	checkMarkup,
	checkMask,
	checkOwnTransparency,
	checkPicture,
} from './checkPictures';
import { referenceFaults, resultFaults, shapeFaults } from './checkTogether';
import { encode } from './encode';
import type { ExpansionRatios } from './expandRatios';
import { areaFactor, maxAreaFactor } from './expandRatios';
import type { Finding } from './findings';
import { settle, shown } from './findings';
import type { RawOrder } from './rawOrder';
import type { WireRequest, WireValue } from './wire';

export interface Order {
	readonly request: WireRequest;
	readonly warnings: readonly string[];
}

/**
 * Checks everything at once and writes down what goes on the wire.
 * @param now milliseconds since 1970: models end
 * @throws InvalidOrder when something does not fit and `validation` is `strict`
 */
export function makeOrder(plan: Plan, raw: RawOrder, now: number): Order {
	const modelTitle = modelTitleOf(plan);
	const checked = new Map<string, WireValue>();
	// What belongs to an operation that the model cannot do is not worth reporting.
	const able = isAble(plan);
	const findings: Finding[] = [
		...(able ? unsupportedFindings(plan, raw.foreign, modelTitle) : []),
		...choiceFindings(plan, modelTitle),
		...lifecycleFindings(plan, now),
		...plan.fields.flatMap((field) => fieldFindings(plan, field, raw, checked, modelTitle)),
		...(able ? carrierFindings(plan, raw, checked) : []),
		...dropFindings(plan, raw, modelTitle),
		...pictureFindings(plan, raw, modelTitle),
		...(raw.warnings ?? []).map((text) => ({ severity: 'advice' as const, text })),
		...(able ? expansionFindings(plan, raw) : []),
	];
	const warnings = settle(findings, raw.problems, raw.validation);
	return { request: encode(plan, checked, raw), warnings };
}

/** "Kling Image (Kling 3)" */
function modelTitleOf(plan: Plan): string {
	const { entry, known, model } = plan;
	const name = known ? entry.label : model || 'the default model';
	return entry.modelName === undefined ? name : `${name} (${entry.version ?? entry.modelName})`;
}

const isAble = ({ entry, operation }: Plan) => entry.operations.includes(operation);

const severity = (plan: Plan, unsure?: true) => (plan.known && !unsure ? 'problem' : 'advice');

function unsupportedFindings(
	plan: Plan,
	foreign: readonly string[],
	modelTitle: string,
): Finding[] {
	const operation = operationById(plan.operation).label;
	// A known model in an unusual spelling has that way, too.
	const way = knownIds.includes(plan.model)
		? ''
		: ', or set Model Family to Generic to send it anyway';
	return foreign.map((label) => ({
		severity: 'problem',
		text: `${label} is set, but ${modelTitle} does not take it for ${operation}. Remove it${way}.`,
	}));
}

function choiceFindings(plan: Plan, modelTitle: string): Finding[] {
	const { entry, gateway, known, model, operation } = plan;
	const findings: Finding[] = [];
	if (!entry.operations.includes(operation)) {
		findings.push({
			severity: severity(plan),
			text: cannotText(entry, operation, known ? undefined : modelTitle),
		});
	}
	if (plan.mismatchedModelName !== undefined) {
		findings.push({
			severity: 'problem',
			text: `Version is ${shown(plan.mismatchedModelName)}, but ${entry.label} has ${versionsOf(entry.id).join(', ')}. Choose one of them.`,
		});
	}
	if (model === '' && gateway.modelRequired) {
		findings.push({
			severity: 'problem',
			text: `Model is empty, but ${gateway.label} needs one. Choose a model from the list.`,
		});
	}
	if (!known && model !== '' && entry.label !== 'Generic') {
		findings.push({
			severity: 'advice',
			text: `Model ${shown(model)} is not in the catalogue and is treated like ${entry.label}.`,
		});
	}
	if (model !== '' && gateway.noOtherModels && !gateway.documentedModels?.includes(model)) {
		findings.push({
			severity: 'advice',
			text: `Model ${shown(model)} is not named by the documents of ${gateway.label} (${gateway.documentedModels?.join(', ')}).`,
		});
	}
	return findings;
}

function lifecycleFindings(plan: Plan, now: number): Finding[] {
	const text = lifecycleWarning(plan.model, now);
	return text === undefined ? [] : [{ severity: 'advice', text }];
}

const versionsOf = (id: string) =>
	models.filter((entry) => entry.id === id).flatMap(({ version }) => version ?? []);

function fieldFindings(
	plan: Plan,
	field: FieldSpec,
	raw: RawOrder,
	checked: Map<string, WireValue>,
	modelTitle: string,
): Finding[] {
	const value = raw.values[field.name];
	// Blanks alone say nothing, and are paid for like words.
	if (
		isEmpty(value) ||
		(field.kind === 'text' && typeof value === 'string' && value.trim() === '')
	) {
		return isAble(plan) && field.requiredFor?.includes(plan.operation)
			? [
					{
						severity: severity(plan),
						text: `${field.label} is empty, but ${modelTitle} needs it for ${operationById(plan.operation).label}.`,
					},
				]
			: [];
	}
	if (field.when && !holds(field.when, raw.values)) {
		const condition = conditionText(field.when, raw.values, labelOf);
		return [{ severity: 'advice', text: `${field.label} was not sent, because ${condition}.` }];
	}
	const result = checkField(field, value, modelTitle);
	if (result.fault !== undefined && plan.known && isLeftOver(field, value)) {
		const text = `${field.label} ${result.fault}. It is left over from another model and is not sent. Choose another value.`;
		return [{ severity: 'problem', text }];
	}
	const isOff = field.kind === 'flag' && field.whenOn !== undefined && result.value === false;
	if (!isEmpty(result.value) && !isOff) checked.set(field.name, result.value);
	const findings: Finding[] = [];
	if (result.fault !== undefined && !isWorkedOut(field, raw)) {
		findings.push({
			severity: severity(plan, result.isMisshapen ? undefined : field.unsure),
			text: `${field.label} ${result.fault}.`,
		});
	}
	if (field.kind !== 'choice') return findings;
	for (const broken of brokenRules(field, String(result.value), raw, labelOf)) {
		findings.push({ severity: severity(plan), text: broken });
	}
	const note = own(field.valueNotes ?? {}, String(result.value));
	if (note !== undefined) findings.push({ severity: 'advice', text: note });
	return findings;
}

/** Not the user's own number: a fault is reported for the value it was worked out from. */
const isWorkedOut = (field: FieldSpec, { targetAspectRatio }: RawOrder) =>
	targetAspectRatio !== undefined && expansionRatios.some(({ name }) => name === field.name);

/** A choice of another model's: it survives in the editor when the model is changed. */
const isLeftOver = (field: FieldSpec, value: unknown) =>
	field.kind === 'choice' &&
	typeof value === 'string' &&
	allFields.some(
		(other) =>
			other.name === field.name && other.kind === 'choice' && other.values.includes(String(value)),
	);

const labelOf = (name: string) => allFields.find((field) => field.name === name)?.label ?? name;

function pictureFindings(plan: Plan, raw: RawOrder, modelTitle: string): Finding[] {
	const faults: PictureFault[] = [];
	for (const spec of plan.pictures) {
		const given = raw.pictures[spec.role] ?? [];
		const unread = raw.unread.includes(spec.role);
		const count = unread
			? undefined
			: checkCount(spec, given.length, slotLabel(spec.role), modelTitle);
		if (count) faults.push(count);
		faults.push(...given.flatMap((picture) => checkPicture(picture, spec.limits, modelTitle)));
		if (spec.limits.alphaWithoutMask && !raw.pictures.mask?.length && given[0]) {
			faults.push(...checkOwnTransparency(given[0]));
		}
	}
	const [mask] = raw.pictures.mask ?? [];
	if (mask) faults.push(...checkMask(mask, raw.pictures.images?.[0]));
	const [markup] = raw.pictures.markup ?? [];
	if (markup) faults.push(...checkMarkup(markup, raw.pictures.images?.[0], mask));
	faults.push(...referenceFaults(plan, raw, modelTitle), ...resultFaults(plan, raw, modelTitle));
	faults.push(...shapeFaults(plan, raw));
	return faults.map(({ certain, text, unsure }) => ({
		severity: certain ? 'problem' : severity(plan, unsure),
		text,
	}));
}

/** As the form names it: a list where there is no field beside it. */
function slotLabel(role: PictureRole): string {
	const { label, list, parameter } = pictureRoles[role];
	return parameter === undefined && list ? list.label : label;
}

function expansionFindings(plan: Plan, raw: RawOrder): Finding[] {
	if (plan.operation !== 'expand' || raw.unread.includes('images')) return [];
	const ratios = Object.fromEntries(
		expansionRatios.map(({ name }) => [name, Number(raw.values[name] ?? 0)]),
	) as unknown as ExpansionRatios;
	const text = expansionFault(areaFactor(ratios), raw.targetAspectRatio);
	return text === undefined ? [] : [{ severity: severity(plan), text }];
}

function expansionFault(factor: number, target: string | undefined): string | undefined {
	if (factor === 1) {
		return target === undefined
			? 'Top, Bottom, Left and Right are all 0, so nothing would be painted. Set at least one.'
			: `Aspect Ratio is ${shown(target)}, which the image has already, so nothing would be painted. Choose another.`;
	}
	// Decimal ratios are off by a hair in binary.
	if (!(factor > maxAreaFactor + 1e-9)) return undefined;
	const size = `the image ${factor.toFixed(2)} times as large, but at most ${maxAreaFactor} times is allowed`;
	return target === undefined
		? `Top, Bottom, Left and Right make ${size}. Make them smaller.`
		: `Aspect Ratio is ${shown(target)}, which makes ${size}. Choose one that is closer to the ratio of the image.`;
}
