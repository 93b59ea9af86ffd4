# The notation of grammars, one alternative at a time: src/cfg/notation/tokens.ts parts the text at line ends and before bars.
@preprocessor typescript
@{%
import * as build from './notation-lines.js';
import { TokenStream } from '../../text/token-stream.js';

// Tells the compiled grammar that its terminals are tokens; the parser replaces it by the tokens of its line.
const tokens = new TokenStream([]);
%}
@lexer tokens

line -> %name %arrow alternative {% ([left, , alternative]) => build.rule(left, alternative) %}
  | %bar alternative {% ([, alternative]) => build.continuation(alternative) %}
  | %start %name {% ([, name]) => build.start(name) %}
alternative -> symbols {% ([symbols]) => build.alternative(symbols) %}
  | symbols %weight {% ([symbols, weight]) => build.alternative(symbols, weight) %}
# The list grows in place: whatever begins with it takes the whole of it, so no two parses share a part.
symbols -> null {% () => [] %}
  | symbols symbol {% ([list, symbol]) => build.append(list, symbol) %}
symbol -> %name {% id %}
  | %terminal {% id %}
