/** What this app is called, its colour, and how it writes money and numbers. */
export const app = {
  name: 'Your new app',
  description: 'It is being put together right now. This page turns into your app as soon as its first part is ready.',
  /** The hue of the app's colour, 0 to 360: 25 red, 60 amber, 150 green, 200 teal, 265 blue, 300 violet. */
  accentHue: 268,
  locale: 'en-US',
  currency: 'USD',
  /** approval: whoever signs up waits for an owner. open: whoever signs up is in. */
  signUp: 'approval' as 'approval' | 'open',
  /** True while the app has no content of its own: the landing page then says so. */
  building: true,
};
