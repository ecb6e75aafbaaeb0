import { parts, type Part } from '../../practice/parts';

export const tabs = ['overview', 'sessions', 'map', 'measures', 'focus'] as const;
export type Tab = (typeof tabs)[number];

export interface ClientPlace {
  room: 'client';
  client: string;
  /** The open course; null for the newest one. */
  course: string | null;
  tab: Tab;
  /** The open session or person in the tab; null for none. */
  chosen: string | null;
}

interface PracticePlace {
  room: 'practice';
  part: Part;
}

export type Place =
  { room: 'today' } | { room: 'clients' } | { room: 'settings' } | PracticePlace | ClientPlace;

/** The place in the application that is open. */
export class Route {
  place = $state.raw<Place>({ room: 'today' });

  go(place: Place) {
    this.place = place;
  }

  openClient(
    client: string,
    tab: Tab = 'overview',
    chosen: string | null = null,
    course: string | null = null,
  ) {
    this.place = { room: 'client', client, course, tab, chosen };
  }

  openTab(tab: Tab, chosen: string | null = null) {
    if (this.place.room === 'client') this.place = { ...this.place, tab, chosen };
  }

  openPart(part: Part) {
    this.place = { room: 'practice', part };
  }

  /**
   * Opens the part with this number. Returns false if there is none, and while a session is open: digits answer its
   * measures.
   */
  openNumber(number: number): boolean {
    if (this.place.room === 'client' && this.place.tab === 'sessions' && this.place.chosen !== null)
      return false;
    const tab = tabs[number - 1];
    const part = parts[number - 1];
    if (this.place.room === 'client' && tab) this.openTab(tab);
    else if (this.place.room === 'practice' && part) this.openPart(part);
    else return false;
    return true;
  }

  choose(chosen: string | null) {
    if (this.place.room === 'client') this.place = { ...this.place, chosen };
  }

  openCourse(course: string) {
    if (this.place.room === 'client') this.place = { ...this.place, course, chosen: null };
  }

  /** Leaves the session or person, or else the client. Returns false if there is nothing to leave. */
  up(): boolean {
    if (this.place.room !== 'client') return false;
    if (this.place.chosen !== null) this.choose(null);
    else this.go({ room: 'clients' });
    return true;
  }

  /** The place as text, to be opened again after a lock or a reload. */
  write(place: Place = this.place): string {
    return JSON.stringify(place);
  }

  /** Opens a place from its text. Text that is no place changes nothing. */
  read(text: string) {
    const place = parsed(text);
    if (place) this.place = place;
  }
}

function parsed(text: string): Place | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null || !('room' in read)) return null;
  if (read.room === 'today' || read.room === 'clients' || read.room === 'settings')
    return { room: read.room };
  if (read.room === 'practice') {
    const named = 'part' in read ? read.part : null;
    return { room: 'practice', part: parts.find((one) => one === named) ?? 'backups' };
  }
  const place = read as Partial<ClientPlace>;
  if (place.room !== 'client' || typeof place.client !== 'string') return null;
  const tab = tabs.find((one) => one === place.tab) ?? 'overview';
  return {
    room: 'client',
    client: place.client,
    course: place.course ?? null,
    tab,
    chosen: place.chosen ?? null,
  };
}
