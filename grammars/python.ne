# The Python subset. Unambiguous; precedence as in CPython's grammar (Grammar/python.gram).
# The tokens come from src/python/layout.ts, which has turned indentation into `indent` and `dedent`. Operators that stand
# in the same places share a token type: every symbol that could come next costs the parser time.
@preprocessor typescript
@{%
import * as build from './build.js';
import { TokenStream } from '../text/token-stream.js';

// Tells the compiled grammar that its terminals are tokens; the parser replaces it by the stream of its program.
const tokens = new TokenStream([]);
%}
@lexer tokens

# The chain of a module's functions becomes a module when parsing is over.
module -> null {% () => null %}
  | module function {% ([before, last]) => build.chain(before, last) %}

function -> "def" %name "(" names ")" ":" suite
  {% ([def, name, , parameters, , , body]) => build.functionDef(def, name, parameters, body) %}
names -> null {% () => [] %}
  | name_list ",":? {% ([list]) => list %}
name_list -> %name {% ([name]) => [name] %}
  | name_list "," %name {% ([list, , name]) => [...list, name] %}

suite -> simple_line {% id %}
  | %newline %indent lines %dedent {% ([, , lines]) => build.block(lines) %}
lines -> statement {% ([last]) => build.chain(null, last) %}
  | lines statement {% ([before, last]) => build.chain(before, last) %}
# A statement gives a list: one line may hold several.
statement -> simple_line {% id %}
  | compound {% ([statement]) => [statement] %}
simple_line -> simple_list ";":? %newline {% id %}
simple_list -> simple {% ([statement]) => [statement] %}
  | simple_list ";" simple {% ([list, , statement]) => [...list, statement] %}

simple -> "return" {% ([keyword]) => build.returnStatement(keyword) %}
  | "return" expression {% ([keyword, value]) => build.returnStatement(keyword, value) %}
  | "pass" {% ([keyword]) => build.jump('Pass', keyword) %}
  | "break" {% ([keyword]) => build.jump('Break', keyword) %}
  | "continue" {% ([keyword]) => build.jump('Continue', keyword) %}
  | %name "=" expression {% ([name, , value]) => build.assign(name, value) %}
  | %name %augmented expression {% ([name, op, value]) => build.augAssign(name, op, value) %}
  | expression {% ([value]) => build.expressionStatement(value) %}

compound -> "if" expression ":" suite elif:* else:?
    {% ([keyword, test, , body, elifs, orelse]) => build.ifStatement(keyword, test, body, elifs, orelse) %}
  | "while" expression ":" suite else:?
    {% ([keyword, test, , body, orelse]) => build.whileStatement(keyword, test, body, orelse) %}
  | "for" %name "in" expression ":" suite else:?
    {% ([keyword, name, , iter, , body, orelse]) => build.forStatement(keyword, name, iter, body, orelse) %}
elif -> "elif" expression ":" suite {% ([keyword, test, , body]) => ({ keyword, test, body }) %}
else -> "else" ":" suite {% ([, , body]) => body %}

expression -> disjunction {% id %}
  | disjunction "if" disjunction "else" expression
    {% ([body, , test, , orelse]) => build.ifExp(test, body, orelse) %}
disjunction -> conjunction {% id %}
  | conjunction ("or" conjunction):+ {% ([first, rest]) => build.boolOp('or', first, rest) %}
conjunction -> inversion {% id %}
  | inversion ("and" inversion):+ {% ([first, rest]) => build.boolOp('and', first, rest) %}
inversion -> comparison {% id %}
  | "not" inversion {% ([op, operand]) => build.unaryOp(op, operand) %}
comparison -> sum {% id %}
  | sum (%relation sum):+ {% ([first, rest]) => build.compare(first, rest) %}
sum -> term {% id %}
  | sum %additive term {% ([left, op, right]) => build.binOp(left, op, right) %}
term -> factor {% id %}
  | term %multiplicative factor {% ([left, op, right]) => build.binOp(left, op, right) %}
factor -> power {% id %}
  | %additive factor {% ([op, operand]) => build.unaryOp(op, operand) %}
power -> primary {% id %}
  | primary "**" factor {% ([left, op, right]) => build.binOp(left, op, right) %}
primary -> atom {% id %}
  | %name "(" arguments ")" {% ([name, , args, close]) => build.call(name, args, close) %}
arguments -> null {% () => [] %}
  | argument_list ",":? {% ([list]) => list %}
argument_list -> expression {% ([value]) => [value] %}
  | argument_list "," expression {% ([list, , value]) => [...list, value] %}
atom -> %name {% ([token]) => build.variable(token) %}
  | %number {% ([token]) => build.integer(token) %}
  | %constant {% ([token]) => build.constant(token) %}
  | "(" expression ")" {% ([, value]) => value %}
