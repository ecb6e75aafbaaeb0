import { ask, drafts, events, saves, type LockReason, type Noticed, type VaultState } from '../../backend';
import { Opening } from '../../vault/opening/opening.svelte';
import type { Route } from '../route/route.svelte';

const placeKey = 'place';
/** Locks after which work goes on where it was. */
const pauses: readonly LockReason[] = ['asked', 'idle', 'sleep', 'screen_lock'];
/** How long text and place have to be put away before the vault is locked all the same. */
const patience = 2000;
/** Behind every lock the page is built anew; one that was not by then shows its own lock screen. */
const renewal = 3000;

/** Locked or open, as the program behind the window says. Locking takes everything off the page. */
export class LockState {
  at = $state<'asking' | 'new' | 'locked' | 'open'>('asking');
  vault = $state.raw<VaultState | null>(null);
  /** The page was reloaded during a presentation: it opens covered, since a client may be looking on. */
  covered = $state(false);
  readonly opening = new Opening();
  #route: Route;
  #renewal: ReturnType<typeof setTimeout> | undefined;

  constructor(route: Route) {
    this.#route = route;
  }

  /** Listens to the program until the returned function is called. */
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

  /** The lock screen is done; `code` is the recovery code if that is what opened the vault. */
  async unlocked(noticed: Noticed, code: string | null) {
    this.opening.unlocked(noticed, code);
    const place = await this.#restore();
    // Of the last lock of this run of the program only, and once: later somebody else may be looking on.
    if (this.vault?.lock_reason && pauses.includes(this.vault.lock_reason)) this.#route.read(place);
    await ask.dropDraft(placeKey).catch(() => undefined);
    this.at = 'open';
  }

  /** The vault was just made. */
  async enter() {
    await this.#restore();
    this.at = 'open';
  }

  /** The page was built anew while the vault is open: nobody asked for a place, but a client may be looking on. */
  async #reloaded() {
    const presented = await ask.presented().catch(() => '');
    await this.#restore();
    this.covered = presented !== null;
    if (presented !== null) this.#route.read(presented);
    this.at = 'open';
  }

  /** Brings unfinished text back before anything is drawn; answers the place of the last lock. */
  async #restore(): Promise<string> {
    // Text in progress that cannot be read stays in the vault; it must not keep the records from their owner.
    await drafts.restore().catch(() => undefined);
    const place = drafts.take(placeKey)?.value;
    return typeof place === 'string' ? place : '';
  }

  /** Puts unfinished text and the place away, then locks. Locking never waits for a write that fails, nor long. */
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

  /** Everything is taken off the page, and nothing is shown on it until it is built anew. */
  wasLocked() {
    // A lock screen that is about to go would take with it what is typed into it.
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
