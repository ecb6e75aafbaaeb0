import { ask, type Judgement } from '../../backend';
import { LatestAnswer } from '../../lib/latestAnswer';

/** How strong the passphrase being typed is; an answer overtaken by more typing is dropped. */
export class Judge {
  judgement = $state.raw<Judgement | null>(null);
  readonly #latest = new LatestAnswer();

  async look(passphrase: string) {
    const isOvertaken = this.#latest.ask();
    if (passphrase === '') {
      this.judgement = null;
      return;
    }
    const judgement = await ask.judgePassphrase(passphrase).catch(() => null);
    if (!isOvertaken()) this.judgement = judgement;
  }
}
