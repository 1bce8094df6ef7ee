let cases = 0;

/** Counts one generated case. */
export const count = (more = 1): void => {
	cases += more;
};

export const counted = (): number => cases;
