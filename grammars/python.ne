# The Python subset. Unambiguous; precedence as in CPython's grammar (Grammar/python.gram).
# The tokens come from src/python/syntax/layout.ts, which has turned indentation into `indent` and `dedent`. Operators that stand
# in the same places share a token type: every symbol that could come next costs the parser time. What stands left of an
# assignment is read as an expression; the check of the tree says whether it can be assigned to.
@preprocessor typescript
@{%
import * as build from './build.js';
import { TokenStream } from '../../text/token-stream.js';

// Tells the compiled grammar that its terminals are tokens; the parser replaces it by the stream of its program.
const tokens = new TokenStream([]);
%}
@lexer tokens

# The chain of a module's functions becomes a module when parsing is over.
module -> null {% () => null %}
  | module function {% ([before, last]) => build.chain(before, last) %}

function -> "def" %name "(" parameters ")" ":" suite
  {% ([def, name, , parameters, , , body]) => build.functionDef(def, name, parameters, body) %}
parameters -> null {% () => [] %}
  | parameter_list ",":? {% ([list]) => list %}
parameter_list -> parameter
  | parameter_list "," parameter {% ([list, , parameter]) => [...list, parameter] %}
parameter -> %name {% ([name]) => ({ name }) %}
  | %name "=" expression {% ([name, , value]) => ({ name, value }) %}
  | "*" %name {% ([star, name]) => ({ name, star }) %}

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
  | "return" values {% ([keyword, value]) => build.returnStatement(keyword, value) %}
  | "pass" {% ([keyword]) => build.jump('Pass', keyword) %}
  | "break" {% ([keyword]) => build.jump('Break', keyword) %}
  | "continue" {% ([keyword]) => build.jump('Continue', keyword) %}
  | assigned values {% ([targets, value]) => build.assign(targets, value) %}
  | values %augmented values {% ([target, op, value]) => build.augAssign(target, op, value) %}
  | "del" values {% ([keyword, targets]) => build.deleteStatement(keyword, targets) %}
  | "assert" expression {% ([keyword, test]) => build.assertStatement(keyword, test) %}
  | "assert" expression "," expression {% ([keyword, test, , message]) => build.assertStatement(keyword, test, message) %}
  | "nonlocal" name_list {% ([keyword, names]) => build.nonlocalStatement(keyword, names) %}
  | values {% ([value]) => build.expressionStatement(value) %}
assigned -> values "=" {% ([target]) => [target] %}
  | assigned values "=" {% ([targets, target]) => [...targets, target] %}
name_list -> %name
  | name_list "," %name {% ([list, , name]) => [...list, name] %}

compound -> "if" expression ":" suite elif:* else:?
    {% ([keyword, test, , body, elifs, orelse]) => build.ifStatement(keyword, test, body, elifs, orelse) %}
  | "while" expression ":" suite else:?
    {% ([keyword, test, , body, orelse]) => build.whileStatement(keyword, test, body, orelse) %}
  | "for" targets "in" values ":" suite else:?
    {% ([keyword, target, , iter, , body, orelse]) => build.forStatement(keyword, target, iter, body, orelse) %}
  | function {% id %}
elif -> "elif" expression ":" suite {% ([keyword, test, , body]) => ({ keyword, test, body }) %}
else -> "else" ":" suite {% ([, , body]) => body %}

# One value, or several that make a tuple.
values -> elements {% ([list]) => build.tupleOf(list) %}
elements -> element_list ",":? {% ([list, comma]) => ({ list, comma }) %}
element_list -> element
  | element_list "," element {% ([list, , element]) => [...list, element] %}
element -> expression {% id %}
  | "*" union {% ([star, value]) => build.starred(star, value) %}
# Targets of loops end before `in`, so they hold no comparison.
targets -> target_list ",":? {% ([list, comma]) => build.tupleOf({ list, comma }) %}
target_list -> target
  | target_list "," target {% ([list, , target]) => [...list, target] %}
target -> union {% id %}
  | "*" union {% ([star, value]) => build.starred(star, value) %}

expression -> disjunction {% id %}
  | disjunction "if" disjunction "else" expression
    {% ([body, , test, , orelse]) => build.ifExp(test, body, orelse) %}
  | "lambda" parameters ":" expression
    {% ([keyword, parameters, , body]) => build.lambda(keyword, parameters, body) %}
disjunction -> conjunction {% id %}
  | conjunction ("or" conjunction):+ {% ([first, rest]) => build.boolOp('or', first, rest) %}
conjunction -> inversion {% id %}
  | inversion ("and" inversion):+ {% ([first, rest]) => build.boolOp('and', first, rest) %}
inversion -> comparison {% id %}
  | "not" inversion {% ([op, operand]) => build.unaryOp(op, operand) %}
comparison -> union {% id %}
  | union (relation union):+ {% ([first, rest]) => build.compare(first, rest) %}
relation -> %relation {% ([op]) => op.text %}
  | "in" {% () => 'in' %}
  | "not" "in" {% () => 'not in' %}
  | "is" {% () => 'is' %}
  | "is" "not" {% () => 'is not' %}
union -> difference {% id %}
  | union "|" difference {% ([left, op, right]) => build.binOp(left, op, right) %}
difference -> intersection {% id %}
  | difference "^" intersection {% ([left, op, right]) => build.binOp(left, op, right) %}
intersection -> shift {% id %}
  | intersection "&" shift {% ([left, op, right]) => build.binOp(left, op, right) %}
shift -> sum {% id %}
  | shift %shift sum {% ([left, op, right]) => build.binOp(left, op, right) %}
sum -> term {% id %}
  | sum %additive term {% ([left, op, right]) => build.binOp(left, op, right) %}
term -> factor {% id %}
  | term %multiplicative factor {% ([left, op, right]) => build.binOp(left, op, right) %}
factor -> power {% id %}
  | %additive factor {% ([op, operand]) => build.unaryOp(op, operand) %}
  | "~" factor {% ([op, operand]) => build.unaryOp(op, operand) %}
power -> primary {% id %}
  | primary "**" factor {% ([left, op, right]) => build.binOp(left, op, right) %}
primary -> atom {% id %}
  | primary "(" arguments ")" {% ([func, , args, close]) => build.call(func, args, close) %}
  | primary "." %name {% ([object, , name]) => build.attribute(object, name) %}
  | primary "[" index "]" {% ([object, , index, close]) => build.subscript(object, index, close) %}
arguments -> null {% () => [] %}
  | argument_list ",":? {% ([list]) => list %}
  | expression clauses {% ([element, clauses]) => [build.comprehension('GeneratorExp', element, clauses)] %}
argument_list -> argument
  | argument_list "," argument {% ([list, , argument]) => [...list, argument] %}
argument -> expression {% id %}
  | "*" expression {% ([star, value]) => build.starred(star, value) %}
  | %name "=" expression {% ([name, , value]) => build.namedArgument(name, value) %}
index -> values {% id %}
  | expression:? ":" expression:? {% ([lower, colon, upper]) => build.slice(colon, lower, upper, null) %}
  | expression:? ":" expression:? ":" expression:? {% ([lower, colon, upper, , step]) => build.slice(colon, lower, upper, step) %}

clauses -> clause
  | clauses clause {% ([list, clause]) => [...list, clause] %}
clause -> "for" targets "in" disjunction ("if" disjunction):*
  {% ([, target, , iter, tests]) => build.clause(target, iter, tests) %}

atom -> %name {% ([token]) => build.variable(token) %}
  | %number {% ([token]) => build.integer(token) %}
  | %float {% ([token]) => build.float(token) %}
  | %constant {% ([token]) => build.constant(token) %}
  | strings {% ([parts]) => build.strings(parts) %}
  | "(" ")" {% ([open, close]) => build.display('Tuple', open, [], close) %}
  | "(" elements ")" {% ([open, list, close]) => build.group(open, list, close) %}
  | "(" expression clauses ")" {% ([open, element, clauses, close]) => build.comprehension('GeneratorExp', element, clauses, { open, close }) %}
  | "[" "]" {% ([open, close]) => build.display('List', open, [], close) %}
  | "[" elements "]" {% ([open, elements, close]) => build.display('List', open, elements.list, close) %}
  | "[" expression clauses "]" {% ([open, element, clauses, close]) => build.comprehension('ListComp', element, clauses, { open, close }) %}
  | "{" "}" {% ([open, close]) => build.dict(open, [], close) %}
  | "{" elements "}" {% ([open, elements, close]) => build.display('Set', open, elements.list, close) %}
  | "{" expression clauses "}" {% ([open, element, clauses, close]) => build.comprehension('SetComp', element, clauses, { open, close }) %}
  | "{" entry_list ",":? "}" {% ([open, entries, , close]) => build.dict(open, entries, close) %}
  | "{" entry clauses "}" {% ([open, entry, clauses, close]) => build.dictComprehension(entry, clauses, { open, close }) %}
entry_list -> entry
  | entry_list "," entry {% ([list, , entry]) => [...list, entry] %}
entry -> expression ":" expression {% ([key, , value]) => ({ key, value }) %}

strings -> string
  | strings string {% ([list, string]) => [...list, string] %}
string -> %string {% ([token]) => build.string(token) %}
  | %fstring piece:* %fend {% ([start, pieces, end]) => build.joined(start, pieces, end) %}
piece -> %ftext {% ([token]) => build.fieldText(token) %}
  | %fopen values %fclose {% ([, value, close]) => build.field(value, close) %}
