/** What every contestant orders: base64 comes back, as it always does from this family. */
export const order = { model: 'gpt-image-1.5', prompt: 'A mug on a table' } as const;
