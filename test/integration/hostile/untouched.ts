const keysOf = (): string => Reflect.ownKeys(Object.prototype).map(String).join();

const ORIGINAL = keysOf();

/** Whether nobody has put anything into the prototype of all objects. */
export const isUntouched = (): boolean => keysOf() === ORIGINAL;
