import { clients } from './en/clients';
import { design } from './en/design';
import { edits } from './en/edits';
import { errors } from './en/errors';
import { phases } from './en/phases';
import { settings } from './en/settings';
import { shell } from './en/shell';
import { status } from './en/status';
import { tasks } from './en/tasks';
import { today } from './en/today';
import { vault } from './en/vault';

/** Every sentence a person reads, by room. One more language is one more file like this. */
export const words = {
  clients,
  design,
  edits,
  errors,
  phases,
  settings,
  shell,
  status,
  tasks,
  today,
  vault,
};
