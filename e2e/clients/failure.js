// Why a client fails a scenario: a word for the table, and the details for the person who runs it.
export class Failure extends Error {
  constructor(reason, details = '') {
    super(details ? `${reason}: ${details}` : reason);
    this.reason = reason;
  }
}
