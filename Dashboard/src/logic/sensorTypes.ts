/** The contract's default, when a registration names no type. */
export const DEFAULT_SENSOR_TYPE = 'milesight_people_counter';

/** The types that the server can ask by itself; any other name is right for a sensor that pushes. */
export const SENSOR_TYPES = [DEFAULT_SENSOR_TYPE, 'generic', 'omnia'];
