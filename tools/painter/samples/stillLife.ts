/** A red mug on a wooden table by a window; drawn on a field of 800 by 800. */
export const mug = `
<g>
	<path d="M250 322h270l-16 262q-3 46-48 46H314q-45 0-48-46Z" fill="url(#glaze)"/>
	<path d="M508 384c96-22 136 36 116 100-18 60-78 84-132 76l4-44c38 4 72-10 82-44 10-38-14-60-64-46Z"
		fill="url(#handle)"/>
	<ellipse cx="385" cy="322" rx="135" ry="30" fill="#8d1420"/>
	<ellipse cx="385" cy="327" rx="122" ry="23" fill="#3b1d12"/>
	<ellipse cx="372" cy="324" rx="84" ry="11" fill="#5b321f"/>
	<path d="M286 360q10 120 16 220" stroke="#fff" stroke-opacity=".42" stroke-width="16" fill="none"
		stroke-linecap="round"/>
</g>`;

const defs = `
<linearGradient id="wall" x2="0" y2="1"><stop offset="0" stop-color="#e9eef0"/>
	<stop offset="1" stop-color="#c4d3d6"/></linearGradient>
<linearGradient id="table" x2="0" y2="1"><stop offset="0" stop-color="#c58d57"/>
	<stop offset="1" stop-color="#8a5830"/></linearGradient>
<linearGradient id="glaze"><stop offset="0" stop-color="#e23c43"/><stop offset=".45" stop-color="#c92532"/>
	<stop offset="1" stop-color="#8b101d"/></linearGradient>
<linearGradient id="handle"><stop offset="0" stop-color="#8b101d"/><stop offset="1" stop-color="#cf2b37"/>
</linearGradient>
<linearGradient id="glass" x2="1" y2="1"><stop offset="0" stop-color="#9fd0ea"/>
	<stop offset="1" stop-color="#e6f4fb"/></linearGradient>
<radialGradient id="shade"><stop offset="0" stop-color="#2a1709" stop-opacity=".55"/>
	<stop offset="1" stop-color="#2a1709" stop-opacity="0"/></radialGradient>`;

const steam = `
<g fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="9" stroke-linecap="round">
	<path d="M335 282q-26-34 0-66t0-66"/><path d="M388 276q-26-34 0-66t0-66"/>
	<path d="M441 282q-26-34 0-66t0-66"/>
</g>`;

export const stillLife = `
<defs>${defs}</defs>
<rect width="800" height="800" fill="url(#wall)"/>
<g><rect x="500" y="40" width="250" height="330" rx="6" fill="#f7f7f4"/>
	<rect x="520" y="60" width="210" height="290" fill="url(#glass)"/>
	<path d="M520 300q60-60 110-20t100-30v100H520Z" fill="#7fae77"/>
	<path d="M625 60v290M520 200h210" stroke="#f7f7f4" stroke-width="12"/></g>
<rect y="560" width="800" height="240" fill="url(#table)"/>
<g stroke="#6e4423" stroke-opacity=".35" stroke-width="3" fill="none">
	<path d="M0 610q200-14 420 4t380-8M0 680q260 16 480-4t320 10M0 750q220-12 400 0t400-6"/></g>
<ellipse cx="410" cy="640" rx="250" ry="36" fill="url(#shade)"/>
${mug}${steam}
<g><circle cx="150" cy="620" r="62" fill="#e9a72f"/><circle cx="128" cy="596" r="16" fill="#f7cf7c"/>
	<path d="M150 560q6-22 26-28" stroke="#5e4a1c" stroke-width="7" fill="none"/>
	<path d="M158 548q30-30 60-10-26 24-60 10Z" fill="#5b8d3c"/></g>`;

export const cutOutMug = `<defs>${defs}</defs>${mug}`;

/** The mask that goes with the still life: a hole a little larger than the mug. */
export const mugMask = `
<defs><mask id="hole"><rect width="800" height="800" fill="#fff"/>
	<g stroke="#000" stroke-width="40" stroke-linejoin="round">
		<path d="M250 300h270l-16 284q-3 46-48 46H314q-45 0-48-46Z"/>
		<path d="M508 384c96-22 136 36 116 100-18 60-78 84-132 76Z"/></g></mask></defs>
<rect width="800" height="800" fill="#fff" mask="url(#hole)"/>`;

export const plant = `
<rect width="800" height="800" fill="#fff"/>
<g fill="#3f8f4f"><path d="M400 520C300 470 190 360 170 200c130 30 220 150 240 300Z"/>
	<path d="M400 520c100-50 210-160 230-320-130 30-220 150-240 300Z" fill="#57a862"/>
	<path d="M400 520C330 400 340 210 400 110c60 100 70 290 0 410Z" fill="#2f7a41"/></g>
<path d="M400 510V160M392 500C330 400 240 290 190 220M408 500C470 400 560 290 610 220"
	stroke="#22592f" stroke-width="6" fill="none"/>
<path d="M260 500h280l-36 220q-3 20-24 20H320q-21 0-24-20Z" fill="#d97745"/>
<path d="M244 480h312v52H244Z" fill="#e58a58"/><path d="M266 532h268l-3 20H269Z" fill="#b65d30"/>`;
