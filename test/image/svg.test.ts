import { PictureReader } from '../../nodes/ImageEdit/image/pictureReader';
import { look, sidesOf } from '../helpers/pictureBytes';

describe('an SVG', () => {
	const svg = (attributes: string) => Buffer.from(`<svg ${attributes}>                  </svg>`);

	it.each([
		['width="40" height="30"', 40, 30],
		['width="40px" height="30px"', 40, 30],
		['width="2in" height="1in"', 192, 96],
		['width="2.54cm" height="25.4mm"', 96, 96],
		['width="72pt" height="6pc"', 96, 96],
		['width="+40" height=".6e"  viewBox="0 0 80 60"', 40, 30],
		["width='40' height='30'", 40, 30],
		['width = "40" height = " 30 "', 40, 30],
		['viewBox="0 0 80 60"', 80, 60],
		['viewBox="0,0,80,60"', 80, 60],
		['viewBox = "0 0 80 60"', 80, 60],
		['width=".25in" height="+.500in"', 24, 48],
		['width="0.4" height="30" viewBox="0 0 80 60"', undefined, undefined],
		['viewBox="0  0 , 80   60"', 80, 60],
		['width="40" viewBox="0 0 80 60"', 40, 30],
		['height="30" viewBox="0 0 80 60"', 40, 30],
		['width="100%" height="100%" viewBox="0 0 80 60"', 80, 60],
		['width="5em" height="30" viewBox="0 0 80 60"', 40, 30],
		['width="0" height="30" viewBox="0 0 80 60"', 40, 30],
		['width="40"', undefined, undefined],
		['height="30"', undefined, undefined],
		['width="40" viewBox="0 0 80 0"', undefined, undefined],
		['height="30" viewBox="0 0 0 60"', undefined, undefined],
		['viewBox="0 0 -80 60"', undefined, undefined],
		['height="30" viewBox="0 0 -80 -60"', undefined, undefined],
		['width="40" viewBox="0 0 -80 -60"', undefined, undefined],
		['width="40" height=".3"', undefined, undefined],
		['width=".3" height="30"', undefined, undefined],
		['width=".6" height=".6"', 1, 1],
		['stroke-width="40" line-height="30"', undefined, undefined],
		['width="-40" height="30"', undefined, undefined],
	])('with %s', (attributes, width, height) => {
		expect(sidesOf(svg(attributes))).toEqual([width, height]);
		expect(look(svg(attributes))).toMatchObject({
			info: { type: 'svg', alpha: true },
			isCut: false,
		});
	});

	it.each([
		['<svg/>          ', true],
		['<SVG></SVG>     ', false],
		['<s:svg x="1"></s:svg>', true],
		['<svgx></svgx>     ', false],
		['\uFEFF \n<svg\n></svg>', true],
		['<?xml version="1.0"?><svg></svg>', true],
		['<!-- a > b --><svg></svg>', true],
		['<!DOCTYPE svg><svg></svg>', true],
		['<!doctype svg [<!ENTITY a "b>c">]><svg></svg>', true],
		['<!DOCTYPE svg><svg></svg> ]>', true],
		['<!DOCTYPE svg><svg> [ ] </svg>', true],
		[' \n<!-- a --> \n<svg></svg>', true],
		['<!--><html> --><svg></svg>', true],
		['<!---><html> --><svg></svg>', true],
		['<!----><svg></svg>', true],
		[`${'<!---->'.repeat(100)}<svg></svg>`, true],
		[`${'<!---->'.repeat(101)}<svg></svg>`, false],
		['<html><svg></svg></html>', false],
		['text <svg></svg>    ', false],
	])('%j is one: %p', (content, isSvg) => {
		expect(look(Buffer.from(content)).info?.type).toBe(isSvg ? 'svg' : undefined);
	});

	it('has the sides of its first element alone', () => {
		const whole =
			'<?xml version="1.0"?><svg width="4" height="3"><rect width="9" height="8"/></svg>';
		expect(sidesOf(Buffer.from(whole))).toEqual([4, 3]);
		const none = '<svg><rect width="9" height="8"/></svg>';
		expect(sidesOf(Buffer.from(none))).toEqual([undefined, undefined]);
	});

	it('is known wherever its first bytes end', () => {
		for (let length = 0; length < 70; length++) {
			const content = `<!--${'x'.repeat(length)}-->\n<my.s-1:svg width="8" height="9"/>${' '.repeat(40)}`;
			const reader = new PictureReader();
			for (const byte of Buffer.from(content)) reader.see(Buffer.of(byte));
			reader.end();
			expect(reader.info).toEqual({ type: 'svg', width: 8, height: 9, alpha: true });
		}
	});

	it.each([
		['<svg><g></g></svg>', false],
		['<svg><g></g></svg >', false],
		['<s:svg><g></g></s:svg>', false],
		['<a.b-1:svg><g></g></a.b-1:svg>', false],
		['<svg><g></g></svg x=">">    ', true],
		['<svg><g></g>        ', true],
		['<svg><g/>           ', true],
		['<svg></svg><svg>    ', true],
		['<svg><!-- </svg>    ', true],
		['<svg><!-- </svg> --></svg>', false],
		['<svg><![CDATA[</svg>', true],
		['<svg><![CDATA[</svg>]]></svg>', false],
		['<svg/>            ', false],
		['<svg/><g></g>     ', true],
		['<svg></SVG>       ', true],
		['<svg></x/svg>     ', true],
		['<svg><!-- > </svg> ', true],
		['<svg/><!-- > <g> -->', false],
		['<svg/><!--><g> -->', false],
		['<svg/><!---><g> -->', false],
		['<svg/><!----><g>  ', true],
		['<svg><![CDATA[ > </svg> ', true],
		['<svg/><![CDATA[ > <g> ]]>', false],
	])('%j is cut off: %p', (content, isCut) => {
		expect(look(Buffer.from(content)).isCut).toBe(isCut);
	});
});
