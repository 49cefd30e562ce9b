import { Args, type GqlTypeReference } from '@nestjs/graphql';

/**
 * An argument of a field, with its type said. Nest's Args wants the types that a compiler wrote down for each parameter;
 * ours are always explicit and none are written down, which is an empty list.
 */
export function Arg(
  name: string,
  type: () => GqlTypeReference | [GqlTypeReference],
  options: { nullable?: boolean; defaultValue?: unknown; description?: string } = {},
): ParameterDecorator {
  return (target, key, index) => {
    if (key === undefined) throw new Error('Arg belongs to a parameter of a method');
    if (!Reflect.hasMetadata('design:paramtypes', target, key)) {
      Reflect.defineMetadata('design:paramtypes', [], target, key);
    }
    Args(name, { type, ...options })(target, key, index);
  };
}
