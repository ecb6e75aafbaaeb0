import { ask, drafts, events, saves, type LockReason, type Noticed, type VaultState } from '../../backend';
import { Opening } from '../../vault/opening/opening.svelte';
import type { Route } from '../route/route.svelte';

const placeKey = 'place';
/** The reasons for a lock after which the same place is opened again. */
const pauses: readonly LockReason[] = ['asked', 'idle', 'sleep', 'screen_lock'];
/** How many milliseconds the drafts and the place have for being saved; then the vault is locked anyway. */
const patience = 2000;
/**
 * The program loads a new page behind every lock. If that has not happened after so many milliseconds, this page shows
 * the lock screen.
 */
const renewal = 3000;

/** Whether the vault is locked or open, as the program says. A lock removes everything from the page. */
export class LockState {
  at = $state<'asking' | 'new' | 'locked' | 'open'>('asking');
  vault = $state.raw<VaultState | null>(null);
  /** The page was reloaded during a presentation. It opens covered, because a client may be looking on. */
  covered = $state(false);
  readonly opening = new Opening();
  #route: Route;
  #renewal: ReturnType<typeof setTimeout> | undefined;

  constructor(route: Route) {
    this.#route = route;
  }

  /** Listens to the program. The returned function ends that. */
  listen(): () => void {
    const ends = [
      events.locking.listen(() => void this.lock()),
      events.locked.listen(() => this.wasLocked()),
    ];
    const leave = () => void drafts.flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      ends.forEach((end) => void end.then((stop) => stop()));
    };
  }

  async look() {
    this.vault = await ask.vaultState();
    if (this.vault.open) await this.#reloaded();
    else this.at = this.vault.exists ? 'locked' : 'new';
  }

  /** The vault was unlocked. `code` is the recovery code, if it was used. */
  async unlocked(noticed: Noticed, code: string | null) {
    this.opening.unlocked(noticed, code);
    const place = await this.#restore();
    // Only the place of a lock of this day since the program started is opened again, and only once: later another
    // person may be looking on.
    const { lock_reason, locked_today } = this.vault ?? {};
    if (lock_reason && locked_today && pauses.includes(lock_reason)) this.#route.read(place);
    await ask.dropDraft(placeKey).catch(() => undefined);
    this.at = 'open';
  }

  /** A new vault was created. */
  async enter() {
    await this.#restore();
    this.at = 'open';
  }

  /** The page was reloaded while the vault is open. The last place is not opened, and a client may be looking on. */
  async #reloaded() {
    const presented = await ask.presented().catch(() => '');
    await this.#restore();
    this.covered = presented !== null;
    if (presented !== null) this.#route.read(presented);
    this.at = 'open';
  }

  /** Restores the drafts before anything is drawn. Returns the place of the last lock. */
  async #restore(): Promise<string> {
    // Drafts that cannot be read stay in the vault. The records can be opened all the same.
    await drafts.restore().catch(() => undefined);
    const place = drafts.take(placeKey)?.value;
    return typeof place === 'string' ? place : '';
  }

  /** Saves the drafts and the place, then locks. It never waits for a failing write, and never for long. */
  async lock() {
    if (this.at !== 'open') return;
    document.documentElement.dataset.locking = '';
    await Promise.race([this.#putAway(), new Promise((late) => setTimeout(late, patience))]);
    await ask.lock();
    this.wasLocked();
  }

  async #putAway() {
    const place = JSON.stringify({ value: this.#route.write(), caret: null });
    await Promise.allSettled([drafts.flush(), ask.saveDraft(placeKey, null, place)]);
  }

  /** Removes everything from the page. Nothing is shown until the page is loaded anew. */
  wasLocked() {
    // Not the lock screen: the new page would drop what is typed into it.
    this.at = 'asking';
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => void this.look(), renewal);
    delete document.documentElement.dataset.locking;
    this.covered = false;
    this.opening.forget();
    drafts.forget();
    saves.forget();
    this.#route.go({ room: 'today' });
  }
}
