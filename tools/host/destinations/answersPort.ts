import { connect } from 'node:net';

/** Whether somebody greets with these words there. */
export async function answersPort(port: number, greeting: string): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('error', () => resolve(false));
		socket.once('close', () => resolve(false));
		socket.once('data', (said) => {
			resolve(said.toString().startsWith(greeting));
			socket.destroy();
		});
	});
}
