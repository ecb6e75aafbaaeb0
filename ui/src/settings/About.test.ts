import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import cargo from '../../../Cargo.toml?raw';
import About from './About.svelte';

test('the version is that of the Cargo workspace', () => {
  render(About);
  const [, version] = /^version = "(.+)"$/mu.exec(cargo) ?? [];
  expect(screen.getByText(new RegExp(`Version ${version} ·`, 'u'))).toBeVisible();
});

test('the third-party notices are shown when asked for', async () => {
  render(About);
  expect(screen.queryByText(/SQLCipher/u)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Third-party notices' }));
  expect(await screen.findByText(/SQLCipher: BSD-3-Clause/u)).toBeInTheDocument();
});

test('each measure is named with the notice of the table', () => {
  render(About);
  expect(screen.getByText(/^PHQ-9, GAD-7: Developed by Drs Robert L\. Spitzer/u)).toBeVisible();
  expect(screen.getByText(/^K10: © World Health Organization 2003\./u)).toBeVisible();
  expect(screen.getByText(/^WSAS: © Isaac Marks\./u)).toBeVisible();
});
