import { startRig, nodeName, type Rig } from './support/rig';
import { model } from './support/parameters';
let rig: Rig;
beforeAll(async () => { console.time('rig'); rig = await startRig(); console.timeEnd('rig'); });
afterAll(() => rig.close());
test('x', async () => {
	rig.connect('aiid');
	for (let i = 0; i < 5; i++) {
		console.time('run');
		const r = await rig.order({ operation: 'generate', model: model('nano-banana'), prompt: 'a cute cat', options: { n: 1, size: '1024x1792' } });
		console.timeEnd('run');
		if (i == 0) console.log(r.status, r.error, JSON.stringify(r.items(nodeName)), r.hints(nodeName), rig.gateway.requests);
	}
	rig.gateway.intercept(() => ({ status: 200, body: { data: [{ url: rig.gateway.fileOrigin + '/samples/mug.png?width=20' }] } }));
	for (let i = 0; i < 25; i++) {
		console.time('run');
		const r = await rig.order({ operation: 'generate', model: model('nano-banana'), prompt: 'a cute cat', options: { n: 1, size: '1024x1792' } });
		console.timeEnd('run');
	}
});
