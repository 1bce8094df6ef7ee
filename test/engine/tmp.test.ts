import { failOn } from './support/failures';
import { startRig, type Rig } from './support/rig';
let rig: Rig;
beforeAll(async () => { rig = await startRig(); });
afterAll(() => rig.close());
beforeEach(() => { rig.gateway.reset(); rig.connect('openAiCompatible'); });
const j = { 'content-type': 'application/json' };
const all: Record<string, any> = {
 errorIn200: { answer: 'errorIn200' }, codeNotZero: { answer: 'codeNotZero' }, empty: { answer: 'empty' },
 html: { status: 200, body: '<html><head><title>Welcome</title></head></html>' },
 nothing: { status: 200, body: '' },
 emptyObject: { status: 200, body: {} },
 nul: { status: 200, headers: j, body: 'null' },
 truncated: { status: 200, headers: j, body: '{"created":1,"data":[{"url":"http://127.0.0.1' },
 truncB64: { status: 200, headers: j, body: '{"created":1,"data":[{"b64_json":"' + 'A'.repeat(6000) },
 noPic64: { status: 200, headers: j, body: '{"created":1,"data":[{"b64_json":"' + 'A'.repeat(6000)+'"}]}' },
 shortNoPic64: { status: 200, headers: j, body: '{"created":1,"data":[{"b64_json":"' + 'A'.repeat(60)+'"}]}' },
 chat: { status: 200, body: { id:'chatcmpl-123', object:'chat.completion', created: 1677652288, choices:[{index:0,message:{role:'assistant',content:'\n\nHello there, how may I assist you today?'},finish_reason:'stop'}], usage:{prompt_tokens:9,completion_tokens:12,total_tokens:21}} },
 imgtype: { status: 200, headers: {'content-type':'image/png'}, body: 'not a picture, but a long enough text' },
 allFailed: { status: 200, body: { data: [{ error: { code: 'OutputImageSensitiveContentDetected', message: 'sensitive' } }, { error: { code: 'x', message: 'other' } }] } },
 401: { status: 401, body: { error: { message: 'Incorrect API key provided', type: 'new_api_error', code: '' } } },
 quota429: { status: 429, body: { error: { message: 'You exceeded', type: 'insufficient_quota', param: null, code: 'insufficient_quota' } } },
 kling1102: { status: 429, body: { code: 1102, message: 'pack used up', request_id: 'abc' } },
 403: { status: 403, body: { error: { message: 'quota', type: 'new_api_error', code: 'insufficient_user_quota' } } },
 402: { status: 402, body: { error: { message: 'pay' } } },
 503: { status: 503, body: { error: { message: 'no channel', type:'new_api_error', code: 'model_not_found' } } },
 501: { status: 501, body: { error: { message: 'API not implemented', type:'one_api_error', param:'', code: 'api_not_implemented' } } },
 500: { status: 500, body: { error: { message: 'bad size', type:'new_api_error', code: 'invalid_request' } } },
 '500html': { status: 500, body: '<html><title>500 Internal Server Error</title></html>' },
 504: { status: 504, body: '<html><head><title>504 Gateway Time-out</title></head><body><center>nginx</center></html>' },
 524: { status: 524, body: '<!DOCTYPE html><title>api.x | 524: A timeout occurred</title>' },
 413: { status: 413, body: '<html><head><title>413 Request Entity Too Large</title></head></html>' },
 307: { status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' }, body: '' },
 400: { status: 400, body: { error: { code: '400', message: '请求参数格式错误', type: 'Illegal Argument' } } },
 'retryable500': { status: 500, headers: { 'retry-after-ms': '1' }, body: { error: { message: 'upstream', type: 'upstream_error', code: null } } },
 '429': { status: 429, headers: { 'retry-after': '0' }, body: { error: { message: 'slow', type: 'requests', code: 'rate_limit_exceeded' } } },
 cutH: { kind: 'cut', when: 'beforeHeaders' }, cutB: { kind: 'cut', when: 'beforeBody' }, cutM: { kind: 'cut', when: 'midBody' },
 task: { status: 200, body: { code: 0, data: { task_id: '123', task_status: 'submitted' } } },
};
test.each(Object.keys(all))('%s', async (name) => {
	const r = await failOn(rig, () => all[name]);
	process.stdout.write(name + ' ' + r.orders + ' ' + r.billed + ' ' + JSON.stringify(r.error, null, 1) + '\n');
});
test('refused', async () => {
	rig.connect('openAiCompatible', { baseUrl: 'http://127.0.0.1:1' });
	const r = await failOn(rig, () => undefined, { batch: { maxTries: 2 } });
	process.stdout.write( r.orders + ' ' + r.billed + ' ' + JSON.stringify(r.error, null, 1) + '\n');
});
