import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import { contextOf, notSignedIn } from './context.ts';

const PUBLIC = 'appfactory:public';

/** Marks a field that the anonymous may ask for. Everything else is for people who are signed in. */
export const Public = () => SetMetadata(PUBLIC, true);

export class SignedInGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    if (execution.getType<GqlContextType>() !== 'graphql') return true;
    if (Reflect.getMetadata(PUBLIC, execution.getHandler()) === true) return true;
    if (contextOf(execution).person) return true;
    throw notSignedIn();
  }
}
