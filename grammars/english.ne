# Our English descriptions of integer functions. Its terminals are the meanings of src/suites/random-arithmetic/english/lexicon.ts.
# No operation binds tighter than another: a description that would need such a rule has more than one parse, and is refused.
@preprocessor typescript
@{%
import * as build from './build.js';
import { TokenStream } from '../../../text/token-stream.js';

// Tells the compiled grammar that its terminals are words; the parser replaces it by those of its text.
const words = new TokenStream([]);
%}
@lexer words

description -> head %comma steps %lastly %giveBack %theResult %stop remarks
    {% ([head, , steps]) => build.short(head, steps) %}
  | head %stop sentences {% ([head, , statements]) => build.functionDef(head, statements) %}
head -> %functionName %takes %variable {% ([name, , parameter]) => build.head(name, parameter) %}
  | %functionName %isOf %variable {% ([name, , parameter]) => build.head(name, parameter) %}
  | %article %functionName %isProcess %variable {% ([, name, , parameter]) => build.head(name, parameter) %}
remarks -> (%remark %stop):* {% () => [] %}
sentences -> null {% () => [] %}
  | sentences sentence %stop {% ([before, statements]) => [...before, ...statements] %}
sentence -> connector clause {% ([, statements]) => statements %}
  | connector loop {% ([, statements]) => statements %}
  | connector ending {% ([, statements]) => statements %}
  | %remark {% () => [] %}
connector -> (%first | %next | %atLast | %afterLoop):? {% () => null %}

ending -> %giveBack value {% ([, value]) => build.returned(value) %}
  | %answerIs value {% ([, value]) => build.returned(value) %}
  | %functionName %giveBack value {% ([, , value]) => build.returned(value) %}
  | steps %lastly %giveBack %theResult {% ([steps]) => [...steps, ...build.returned(build.it())] %}

clause -> assignment {% id %}
  | %letName %variable %be value %provided conditions %orElse value
    {% ([, name, , value, , test, , other]) => build.choice(name, test, value, other) %}
  | arms %otherwise assignment {% ([arms, , statements]) => build.branches(arms, statements) %}
arms -> %provided guarded %semicolon {% ([, arm]) => [arm] %}
  | arms %otherwiseIf guarded %semicolon {% ([before, , arm]) => [...before, arm] %}
guarded -> conditions %comma assignment {% ([test, , statements]) => ({ test, statements }) %}

assignment -> %letName %variable %be value {% ([, name, , value]) => build.assign(name, value) %}
  | %letName %variable %start value {% ([, name, , value]) => build.assign(name, value) %}
  | %set %variable %to value {% ([, name, , value]) => build.assign(name, value) %}
  | %define %variable %as value {% ([, name, , value]) => build.assign(name, value) %}
  | %variable %is value {% ([name, , value]) => build.assign(name, value) %}
  | %variable %becomes value {% ([name, , value]) => build.assign(name, value) %}
  | %replace %variable %by value {% ([, name, , value]) => build.assign(name, value) %}
  | %toGet %variable %comma sequence {% ([, name, , steps]) => build.assignSteps(name, steps) %}
  | %toUpdate %variable %comma sequence {% ([, name, , steps]) => build.assignSteps(name, steps) %}
  | steps %lastly %callIt %variable {% ([steps, , , name]) => build.assignSteps(name, steps) %}
  | steps %lastly %makeIt %variable {% ([steps, , , name]) => build.assignSteps(name, steps) %}
sequence -> step {% id %}
  | steps %lastly step {% ([steps, , step]) => [...steps, ...step] %}
steps -> step {% id %}
  | steps %comma step {% ([steps, , step]) => [...steps, ...step] %}

loop -> %repeat turns counter %colon clause
    {% ([, turns, counter, , statements]) => build.loop(counter, turns, statements) %}
  | %forEach %variable %fromZero %number %inTurn clause
    {% ([, counter, , greatest, , statements]) => build.loopTo(counter, greatest, statements) %}
turns -> value %times {% id %}
  | %numberOfTimes value %unlessNone {% ([, value]) => value %}
counter -> null {% () => null %}
  | %withCounter %variable %counting {% ([, counter]) => counter %}

conditions -> comparison {% id %}
  | conditions (%and | %also) comparison {% ([first, , last]) => build.both(first, last) %}
comparison -> value %isLess value {% ([left, , right]) => build.compare(left, '<', right) %}
  | value %isGreater value {% ([left, , right]) => build.compare(left, '>', right) %}
  | value %isAtMost value {% ([left, , right]) => build.compare(left, '<=', right) %}
  | value %isAtLeast value {% ([left, , right]) => build.compare(left, '>=', right) %}

step -> %take value {% ([, value]) => build.step(value) %}
  | %add value {% ([, value]) => build.step(build.binary(build.it(), '+', value)) %}
  | %add value %to value {% ([, value, , object]) => build.step(build.binary(object, '+', value)) %}
  | %increase value %by value {% ([, object, , value]) => build.step(build.binary(object, '+', value)) %}
  | %subtract value {% ([, value]) => build.step(build.binary(build.it(), '-', value)) %}
  | %subtract value %from value {% ([, value, , object]) => build.step(build.binary(object, '-', value)) %}
  | %decrease value %by value {% ([, object, , value]) => build.step(build.binary(object, '-', value)) %}
  | %multiply %by value {% ([, , value]) => build.step(build.binary(build.it(), '*', value)) %}
  | %multiply value %by value {% ([, object, , value]) => build.step(build.binary(object, '*', value)) %}
  | %double value {% ([, object]) => build.step(build.binary(object, '*', build.number(2))) %}
  | %triple value {% ([, object]) => build.step(build.binary(object, '*', build.number(3))) %}
  | %divide value %by value (%roundDown | %andRoundDown)
    {% ([, object, , value]) => build.step(build.binary(object, '//', value)) %}
  | %square value {% ([, object]) => build.step(build.binary(object, '**', build.number(2))) %}
  | %cube value {% ([, object]) => build.step(build.binary(object, '**', build.number(3))) %}
  | %raise value %toThePower value {% ([, object, , value]) => build.step(build.binary(object, '**', value)) %}
  | %apply %functionName %to value {% ([, name, , object]) => build.step(build.call(name, object)) %}
  | %pass value %to %functionName {% ([, object, , name]) => build.step(build.call(name, object)) %}
  | %run %functionName %on value {% ([, name, , object]) => build.step(build.call(name, object)) %}

it -> (%it | %that | %theResult) {% () => build.it() %}

value -> %number {% ([token]) => build.literal(token) %}
  | %variable {% ([token]) => build.variable(token) %}
  | it {% id %}
  | %open value %close {% ([, value]) => value %}
  | %sumOf value %and value {% ([, left, , right]) => build.binary(left, '+', right) %}
  | %productOf value %and value {% ([, left, , right]) => build.binary(left, '*', right) %}
  | %subtracting value %from value {% ([, right, , left]) => build.binary(left, '-', right) %}
  | %dividing value %by value %andRoundingDown {% ([, left, , right]) => build.binary(left, '//', right) %}
  | %remainder %number %comma %when value %isDividedBy %number
    {% ([, greatest, , , left, , divisor], _, reject) => build.remainder(left, divisor, greatest) ?? reject %}
  | %remainder %number %comma %ofDividing value %by %number
    {% ([, greatest, , , left, , divisor], _, reject) => build.remainder(left, divisor, greatest) ?? reject %}
  | value %modulo %number %fromZeroTo %number %close
    {% ([left, , divisor, , greatest], _, reject) => build.remainder(left, divisor, greatest) ?? reject %}
  | %squareOf value {% ([, left]) => build.binary(left, '**', build.number(2)) %}
  | %cubeOf value {% ([, left]) => build.binary(left, '**', build.number(3)) %}
  | %raising value %toThePower value {% ([, left, , right]) => build.binary(left, '**', right) %}
  | %twice value {% ([, value]) => build.binary(build.number(2), '*', value) %}
  | %absoluteOf value {% ([, value]) => build.absolute(value) %}
  | %what %functionName %givesFor value {% ([, name, , value]) => build.call(name, value) %}
  | value %plus value {% ([left, , right]) => build.binary(left, '+', right) %}
  | value %minus value {% ([left, , right]) => build.binary(left, '-', right) %}
  | value %times value {% ([left, , right]) => build.binary(left, '*', right) %}
  | value %dividedBy value %roundedDown {% ([left, , right]) => build.binary(left, '//', right) %}
  | value %moreThan value {% ([more, , than]) => build.binary(than, '+', more) %}
  | value %lessThan value {% ([less, , than]) => build.binary(than, '-', less) %}
  | value %toThePower value {% ([left, , right]) => build.binary(left, '**', right) %}
  | value %squared {% ([left]) => build.binary(left, '**', build.number(2)) %}
  | value %cubed {% ([left]) => build.binary(left, '**', build.number(3)) %}
