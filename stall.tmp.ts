import { createServer } from 'node:http';
import { startEngine } from './engine/startEngine';
async function main() {
	const server = createServer((q, r) => { q.resume(); console.log('req'); r.writeHead(200, {'content-type':'application/json'}); r.write('{"created":1,"data":[{"b64_json":"iVBORw0KGgo'); });
	await new Promise<void>(r => server.listen(0, '127.0.0.1', r));
	const port = (server.address() as any).port;
	const engine = await startEngine({ packageFolder: process.cwd(), credentials: { imageGatewayApi: { gateway: 'openAiCompatible', baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'k' } } });
	const t=Date.now();
	const result = await engine.run({ nodes: [
		{ id:'1', name:'Start', type:'n8n-nodes-base.manualTrigger', typeVersion:1, position:[0,0], parameters:{} },
		{ id:'2', name:'Edit', type:'n8n-nodes-ai-image-edit.imageEdit', typeVersion:1, position:[0,0], parameters:{ operation:'generate', model:{__rl:true,mode:'list',value:'nano-banana'}, prompt:'make it blue', options: {}, batch:{timeout:1} }, credentials: { imageGatewayApi: {id:'1',name:'x'} } },
	], connections: { Start: { main: [[{ node:'Edit', type:'main' as never, index:0 }]] } } });
	console.log(Date.now()-t, result.status, result.error?.message, (result.error as any)?.description);
	server.closeAllConnections(); server.close(); await engine.close();
}
main().catch(e=>console.log('E',e.message));
