/** A standing person for try-on; drawn on a field of 600 by 900. */
export const person = `
<defs><linearGradient id="room" x2="0" y2="1"><stop offset="0" stop-color="#dfe5ea"/>
	<stop offset=".72" stop-color="#c3cdd6"/><stop offset=".73" stop-color="#a89684"/>
	<stop offset="1" stop-color="#8c7966"/></linearGradient>
<linearGradient id="skin"><stop offset="0" stop-color="#e8b48f"/><stop offset="1" stop-color="#d1946d"/>
</linearGradient>
<linearGradient id="vest"><stop offset="0" stop-color="#8f99a3"/><stop offset="1" stop-color="#6d7781"/>
</linearGradient>
<linearGradient id="jeans"><stop offset="0" stop-color="#35507d"/><stop offset="1" stop-color="#243a5e"/>
</linearGradient></defs>
<rect width="600" height="900" fill="url(#room)"/>
<ellipse cx="300" cy="862" rx="150" ry="20" fill="#3a2d20" fill-opacity=".4"/>
<path d="M222 500h156l10 340h-66l-18-250h-8l-18 250h-66Z" fill="url(#jeans)"/>
<path d="M208 838h74v26q-46 10-92 0 0-22 18-26ZM318 838h74q18 4 18 26-46 10-92 0Z" fill="#2b2b2f"/>
<path d="M206 236q-34 6-42 52l-26 226q-2 22 16 24t20-18l40-190Z" fill="url(#skin)"/>
<path d="M394 236q34 6 42 52l26 226q2 22-16 24t-20-18l-40-190Z" fill="url(#skin)"/>
<path d="M262 212h76l52 20q14 8 10 40l-14 240q-86 18-172 0l-14-240q-4-32 10-40Z" fill="url(#vest)"/>
<path d="M270 168h60v44q-30 34-60 0Z" fill="#cf9570"/>
<path d="M262 212q38 46 76 0l-6-6q-32 26-64 0Z" fill="#dca37c"/>
<ellipse cx="300" cy="118" rx="58" ry="72" fill="url(#skin)"/>
<path d="M236 126q-12-96 64-98t64 98q-6-44-30-62-40 22-78 8-16 16-20 54Z" fill="#3b2518"/>
<g fill="#3b2518"><circle cx="278" cy="122" r="6"/><circle cx="322" cy="122" r="6"/>
	<path d="M266 106q12-8 24-2l-2 5q-10-4-20 2ZM334 106q-12-8-24-2l2 5q10-4 20 2Z"/></g>
<path d="M298 130q-8 18 4 20" stroke="#b57a55" stroke-width="4" fill="none" stroke-linecap="round"/>
<path d="M280 162q20 14 40 0" stroke="#a5483f" stroke-width="6" fill="none" stroke-linecap="round"/>`;

/** A jumper laid flat on white; drawn on a field of 800 by 800. */
export const garment = `
<defs><linearGradient id="wool"><stop offset="0" stop-color="#f0b429"/><stop offset=".5" stop-color="#e09a12"/>
	<stop offset="1" stop-color="#b97807"/></linearGradient>
<clipPath id="jumper"><path id="shape" d="M310 110q90 60 180 0l96 42q34 16 46 62l92 330q-50 40-118 30l-58-196
	-8 310q-140 34-280 0l-8-310-58 196q-68 10-118-30l92-330q12-46 46-62Z"/></clipPath></defs>
<rect width="800" height="800" fill="#fff"/>
<g clip-path="url(#jumper)"><rect width="800" height="800" fill="url(#wool)"/>
	<g fill="#17566b"><path d="M60 290h680v44H60Z"/><path d="M60 360h680v18H60Z"/></g>
	<g fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="9">
		<path d="M60 424l34 34 34-34 34 34 34-34 34 34 34-34 34 34 34-34 34 34 34-34 34 34 34-34 34 34 34-34 34 34
			34-34 34 34 34-34 34 34 34-34"/></g>
	<path d="M240 636h320v60H240Z" fill="#17566b"/>
	<path d="M300 100q100 84 200 0l20 26q-120 92-240 0Z" fill="#17566b"/>
	<path d="M252 300l-12 390M548 300l12 390" stroke="#7d5004" stroke-opacity=".5" stroke-width="5"/></g>`;

/** A bay at daylight; drawn on a field of 1200 by 800. */
export const landscape = `
<defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#4f9fd8"/>
	<stop offset="1" stop-color="#d9eef8"/></linearGradient>
<linearGradient id="sea" x2="0" y2="1"><stop offset="0" stop-color="#3f8fb5"/>
	<stop offset="1" stop-color="#1f5f83"/></linearGradient>
<linearGradient id="sand" x2="0" y2="1"><stop offset="0" stop-color="#f1dcae"/>
	<stop offset="1" stop-color="#d9b77c"/></linearGradient></defs>
<rect width="1200" height="800" fill="url(#sky)"/><circle cx="930" cy="130" r="62" fill="#fff3c4"/>
<g fill="#fff" fill-opacity=".9"><path d="M170 190a44 44 0 0 1 82-20 52 52 0 0 1 96 16 36 36 0 0 1 4 70H180a34 34 0 0 1-10-66Z"/>
	<path d="M600 110a32 32 0 0 1 60-14 40 40 0 0 1 72 14 26 26 0 0 1 2 50H606a26 26 0 0 1-6-50Z"/></g>
<path d="M0 420l170-140 110 80 150-170 190 180 120-90 180 140 280-60v120H0Z" fill="#7b98a8"/>
<path d="M430 190l60 58-34 10-26-16-30 22-24-14Z" fill="#f4f8fa"/>
<path d="M0 470q160-100 330-30t330 0 540-20v80H0Z" fill="#5d8f57"/>
<rect y="480" width="1200" height="200" fill="url(#sea)"/>
<g stroke="#fff" stroke-opacity=".4" stroke-width="4" fill="none"><path d="M90 530h130M360 560h180M700 524h150M930 574h190M220 610h130M620 630h200"/></g>
<path d="M0 650q240-50 520-6t680-30v186H0Z" fill="url(#sand)"/>
<g><path d="M690 500l110 0-18 34h-72Z" fill="#8a3b2a"/><path d="M742 380v120M750 392l56 92h-56Z" stroke="#f7f7f4" stroke-width="5" fill="#fff"/></g>`;
