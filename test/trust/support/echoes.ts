import { pixel } from '../../helpers/fixtures';

/** What a gateway answers when it repeats what it was sent. */
export interface Echo {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: object | string;
}

const picture = { b64_json: pixel };
const oneLine = (echo: string) => encodeURIComponent(echo.slice(0, 4_000));

/** Every place of an answer that words can stand in. */
export const places: Readonly<Record<string, (echo: string) => Echo>> = {
	'a message': (echo) => ({ status: 400, body: { error: { message: echo } } }),
	'a code and a type': (echo) => ({
		status: 400,
		body: { error: { message: 'x', code: echo, type: echo, param: echo } },
	}),
	'an error that is text': (echo) => ({ status: 500, body: { error: echo } }),
	'a message beside nothing': (echo) => ({ status: 422, body: { message: echo, msg: echo } }),
	'a nested error': (echo) => ({ status: 400, body: { response: { error: { message: echo } } } }),
	'a header of the body': (echo) => ({ status: 400, body: { header: { message: echo } } }),
	'a list of details': (echo) => ({ status: 400, body: { detail: [{ msg: echo, input: echo }] } }),
	'plain text': (echo) => ({ status: 400, body: `Bad request: ${echo}` }),
	'a title': (echo) => ({ status: 502, body: `<html><title>${echo}</title></html>` }),
	'a page': (echo) => ({ status: 502, body: `<html><body>${echo}</body></html>` }),
	'a request id': (echo) => ({
		status: 400,
		headers: { 'x-request-id': oneLine(echo) },
		body: { error: { message: 'x' }, request_id: echo },
	}),
	'a request id in the body': (echo) => ({ status: 400, body: { code: 1200, request_id: echo } }),
	'other headers': (echo) => ({
		status: 400,
		headers: { 'x-debug': oneLine(echo), 'retry-after': oneLine(echo), server: oneLine(echo) },
		body: { error: { message: 'x' } },
	}),
	'a redirect': (echo) => ({ status: 307, headers: { location: `/?${oneLine(echo)}` }, body: '' }),
	'a wrong key': (echo) => ({ status: 401, body: { error: { message: `Wrong: ${echo}` } } }),
	'a failure inside a 200': (echo) => ({ status: 200, body: { code: 1200, message: echo } }),
	'an error inside a 200': (echo) => ({
		status: 200,
		body: { error: { message: echo, code: echo } },
	}),
	'each of the pictures': (echo) => ({
		status: 200,
		body: { data: [{ error: { message: echo, code: echo } }] },
	}),
	'one of the pictures': (echo) => ({
		status: 200,
		body: { data: [picture, { error: { message: echo, code: echo } }] },
	}),
	'a revised prompt': (echo) => ({
		status: 200,
		body: { data: [{ ...picture, revised_prompt: echo }] },
	}),
	'the usage': (echo) => ({
		status: 200,
		body: { data: [picture], usage: { note: echo, list: [{ echo }], [echo]: 1 } },
	}),
	'fields that nobody knows': (echo) => ({
		status: 200,
		body: { data: [picture], debug: { request: echo, nested: { echo: [echo] } }, [echo]: echo },
	}),
	'a chat': (echo) => ({ status: 200, body: { choices: [{ message: { content: echo } }] } }),
	'a chat with a picture': (echo) => ({
		status: 200,
		body: { choices: [{ message: { content: `![](data:image/png;base64,${pixel}) ${echo}` } }] },
	}),
	'words without an image': (echo) => ({ status: 200, body: { text: echo, data: [] } }),
	'text that is no JSON': (echo) => ({ status: 200, body: `Sorry. ${echo}` }),
	'JSON that is cut off': (echo) => ({ status: 200, body: `{"data":[{"debug":"${echo}` }),
	'the address of a picture at the gateway': (echo) => ({
		status: 200,
		body: { data: [{ url: `/v1/files/gone.png?echo=${oneLine(echo)}` }] },
	}),
	'an address that is none': (echo) => ({ status: 200, body: { data: [{ url: `ftp:${echo}` }] } }),
	'the id of a task': (echo) => ({ status: 200, body: { task_id: echo, status: 'processing' } }),
	'the state of a task': (echo) => ({ status: 200, body: { task_id: 'task-1', status: echo } }),
	'the address of a task': (echo) => ({
		status: 202,
		body: { task_id: 'task-1', status: 'processing', poll_url: `/v1/tasks/?x=${oneLine(echo)}` },
	}),
};

/** What is answered to a question after a task. */
export const taskPlaces: Readonly<Record<string, (echo: string) => Echo>> = {
	'the reason of a failure': (echo) => ({
		status: 200,
		body: { data: { task_status: 'failed', task_status_msg: echo, fail_reason: echo } },
	}),
	'a state that nobody knows': (echo) => ({ status: 200, body: { data: { task_status: echo } } }),
	'an error': (echo) => ({ status: 400, body: { error: { message: echo, code: echo } } }),
	'a picture': (echo) => ({
		status: 200,
		body: { status: 'completed', data: [{ ...picture, revised_prompt: echo }], usage: { echo } },
	}),
	'a page': (echo) => ({ status: 200, body: `<html><title>${echo}</title></html>` }),
};
