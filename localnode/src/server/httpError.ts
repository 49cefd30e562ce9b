/** An answer of the kubelet's server that is not a success: the text is what kubectl shows. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
