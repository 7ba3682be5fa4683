import { expect, it } from 'vitest';
import { en } from '../words/en';
import { remedy } from './remedy';

it('says what to try', () => {
  expect(remedy('No answer from 192.0.2.10:80 within 10 s.')).toBe(en.remedies.network);
  expect(remedy('The device answered 401: it did not take the password.')).toBe(en.remedies.credentials);
  expect(remedy('Its clock is 312 s ahead.')).toBe(en.remedies.clock);
  expect(remedy('Something of its own.')).toBeNull();
});
