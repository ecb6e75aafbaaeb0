import { backups } from './en/backups';
import { clients } from './en/clients';
import { contract } from './en/contract';
import { courses } from './en/courses';
import { design } from './en/design';
import { edits } from './en/edits';
import { errors } from './en/errors';
import { focus } from './en/focus';
import { map } from './en/map';
import { mapHistory } from './en/mapHistory';
import { mapPaper } from './en/mapPaper';
import { measures } from './en/measures';
import { missed } from './en/missed';
import { phases } from './en/phases';
import { practice } from './en/practice';
import { restore } from './en/restore';
import { risk } from './en/risk';
import { sessions } from './en/sessions';
import { settings } from './en/settings';
import { shell } from './en/shell';
import { status } from './en/status';
import { tasks } from './en/tasks';
import { today } from './en/today';
import { vault } from './en/vault';

/** Every sentence on screen, by page. Another language is another file like this. */
export const words = {
  /** The language of all of them. */
  language: 'en',
  backups,
  clients,
  contract,
  courses,
  design,
  edits,
  errors,
  focus,
  map,
  mapHistory,
  mapPaper,
  measures,
  missed,
  phases,
  practice,
  restore,
  risk,
  sessions,
  settings,
  shell,
  status,
  tasks,
  today,
  vault,
};
