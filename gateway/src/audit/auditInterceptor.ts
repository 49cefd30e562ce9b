import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { type GqlContextType, GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { nameOf } from '../accounts/person.ts';
import { plain } from '../builds/plain.ts';
import type { RequestContext } from '../graphql/context.ts';
import { Failure, failedOf } from '../graphql/failure.ts';
import { AuditLog } from './auditLog.ts';

/** Most characters of arguments that the log keeps. */
const LONGEST = 8_000;
const LONGEST_ANONYMOUS = 300;

const ONCE_A_DAY = 'appfactory:audit-once-a-day';

/**
 * Marks a mutation that pages call by themselves whenever somebody looks: the log keeps the first that was done each day (UTC) with the
 * same value of this argument, and every one that was not.
 */
export const AuditedOnceADay = (argument: string) => SetMetadata(ONCE_A_DAY, argument);

/** Puts every mutation into the audit log. What cannot be logged is not done. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  @Inject(AuditLog) readonly log!: AuditLog;

  intercept(execution: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (execution.getType<GqlContextType>() !== 'graphql') return next.handle();
    const graphql = GqlExecutionContext.create(execution);
    const info = graphql.getInfo<GraphQLResolveInfo>();
    if (info.parentType.name !== 'Mutation') return next.handle();
    const onceADay = Reflect.getMetadata(ONCE_A_DAY, execution.getHandler()) as string | undefined;
    const asked = { action: info.fieldName, args: graphql.getArgs<object>(), onceADay };
    return from(this.#logged(graphql.getContext<RequestContext>(), asked, next));
  }

  async #logged(
    context: RequestContext,
    { action, args, onceADay }: { action: string; args: object; onceADay?: string },
    next: CallHandler<unknown>,
  ): Promise<unknown> {
    const { person, kube, requestId, address } = context;
    const entry = {
      requestId,
      person: person ? nameOf(person) : '',
      actedAs: kube?.actingAs ?? '',
      action,
      arguments: shown(args, person ? LONGEST : LONGEST_ANONYMOUS),
      address,
    };
    if (!person) {
      const result = await lastValueFrom(next.handle());
      // Who has used up their attempts must not fill the log.
      const isFlood = result instanceof Failure && result.code === 'TOO_MANY_ATTEMPTS';
      if (!isFlood) await this.log.note({ ...entry, outcome: outcomeOf(result) });
      return result;
    }
    const isKnown = onceADay !== undefined && (await this.log.hasToday(entry, onceADay));
    const id = isKnown ? undefined : await this.log.note({ ...entry, outcome: null });
    const end = async (outcome: string) => {
      if (id !== undefined) await this.log.end(id, outcome);
      else if (outcome !== 'ok') await this.log.note({ ...entry, outcome });
    };
    try {
      const result = await lastValueFrom(next.handle());
      await end(outcomeOf(result));
      return result;
    } catch (error) {
      await end(failedOf(error)?.code ?? 'error').catch(() => {});
      throw error;
    }
  }
}

function outcomeOf(result: unknown): string {
  return result instanceof Failure ? result.code : 'ok';
}

/** Arguments as they may be kept: no password, and not without end. */
function shown(args: unknown, longest: number): unknown {
  const text = JSON.stringify(plain(args), (key, value: unknown) => {
    if (key === 'password') return '***';
    return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value;
  });
  return text.length <= longest ? (JSON.parse(text) as unknown) : { beginning: text.slice(0, longest).toWellFormed() };
}
