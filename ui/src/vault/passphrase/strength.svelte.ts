import { ask, type Judgement } from '../../backend';

/** How strong the passphrase being typed is; an answer overtaken by more typing is dropped. */
export class Judge {
  judgement = $state.raw<Judgement | null>(null);
  #turn = 0;

  async look(passphrase: string) {
    const turn = ++this.#turn;
    if (passphrase === '') {
      this.judgement = null;
      return;
    }
    const judgement = await ask.judgePassphrase(passphrase).catch(() => null);
    if (turn === this.#turn) this.judgement = judgement;
  }
}
