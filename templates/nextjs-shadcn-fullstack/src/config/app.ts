/** What this app is called and how it writes money and dates. */
export const app = {
  name: 'Your new app',
  description: 'It is being put together right now. This page turns into your app as soon as its first part is ready.',
  /** True while the app has no content of its own: the landing page then says so. */
  building: true,
  locale: 'en-US',
  currency: 'USD',
};
