# The methods of strings.
def cases(s):
    return s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase()


def kinds(s):
    return (s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isdecimal(),
            s.isnumeric(), s.isidentifier(), s.isprintable(), s.isascii())


def stripped(s, c):
    return s.strip(c), s.lstrip(c), s.rstrip(c)


def found(s, t):
    return s.find(t), s.rfind(t), s.count(t), s.find(t, 1), s.rfind(t, 0, -1), s.count(t, 1, 3), s.find(t, -2, 100)


def index(s, t):
    return s.index(t)


def last_index(s, t):
    return s.rindex(t)


def ends(s, t):
    return s.startswith(t), s.endswith(t), s.startswith(t, 1), s.endswith(t, 0, -1)


def replaced(s, a, b, n):
    return s.replace(a, b, n)


def replaced_all(s, a, b):
    return s.replace(a, b)


def split(s, sep, n):
    return s.split(sep, n), s.rsplit(sep, n)


def words(s):
    return s.split(), s.rsplit(), s.split(maxsplit=1), s.splitlines(), s.splitlines(True)


def joined(s, items):
    return s.join(items)


def parts(s, t):
    return s.partition(t), s.rpartition(t)


def padded(s, n, c):
    return s.center(n, c), s.ljust(n, c), s.rjust(n, c)


def filled(s, n):
    return s.zfill(n)


def cut(s, t):
    return s.removeprefix(t), s.removesuffix(t)


def tabs(s, n):
    return s.expandtabs(n), s.expandtabs()


def translated(s, a, b, c):
    return s.translate(str.maketrans(a, b, c))


def by_table(s, table):
    return s.translate(table)


def unbound(items):
    return sorted(items, key=str.lower), list(map(str.strip, items))


def missing(s):
    return s.nothing()


def named(s):
    return s.split(sep=',', maxsplit=1)


def wrongly_named(s):
    return s.find(sub='a')


# cases('hello World 3rd ÉTÉ straße') -> ('HELLO WORLD 3RD ÉTÉ STRASSE', 'hello world 3rd été straße', 'Hello World 3Rd Été Straße', 'Hello world 3rd été straße', 'HELLO wORLD 3RD été STRASSE')
# cases("they're x1y") -> ("THEY'RE X1Y", "they're x1y", "They'Re X1Y", "They're x1y", "THEY'RE X1Y")
# cases('') -> ('', '', '', '', '')
# cases('ǆ') -> ('Ǆ', 'ǆ', 'ǅ', 'ǅ', 'Ǆ') | outside the subset
# kinds('abc') -> (True, False, True, False, False, True, False, False, False, True, True, True)
# kinds('Abc Def') -> (False, False, False, False, False, False, True, False, False, False, True, True)
# kinds('123') -> (False, True, True, False, False, False, False, True, True, False, True, True)
# kinds('²½') -> (False, False, True, False, False, False, False, False, True, False, True, False) | outside the subset
# kinds('٣') -> (False, True, True, False, False, False, False, True, True, False, True, False) | outside the subset
# kinds('') -> (False, False, False, False, False, False, False, False, False, False, True, True)
# kinds(' \t\n') -> (False, False, False, True, False, False, False, False, False, False, False, True)
# kinds('_a1') -> (False, False, False, False, False, True, False, False, False, True, True, True)
# kinds('É') -> (True, False, True, False, True, False, True, False, False, True, True, False) | outside the subset
# kinds('\x00') -> (False, False, False, False, False, False, False, False, False, False, False, True)
# stripped('  a b ', None) -> ('a b', 'a b ', '  a b')
# stripped('xyaxbyx', 'xy') -> ('axb', 'axbyx', 'xyaxb')
# stripped('', 'a') -> ('', '', '')
# stripped('abc', 1) !! TypeError
# found('banana', 'an') -> (1, 3, 2, 1, 3, 1, -1)
# found('banana', '') -> (0, 6, 7, 1, 5, 3, 4)
# found('', '') -> (0, 0, 1, -1, 0, 0, 0)
# found('banana', 'xyz') -> (-1, -1, 0, -1, -1, 0, -1)
# found('banana', 1) !! TypeError
# index('banana', 'n') -> 2
# index('banana', 'z') !! ValueError
# last_index('banana', 'n') -> 4
# ends('banana', 'ban') -> (True, False, False, False)
# ends('banana', 'a') -> (False, True, True, False)
# ends('banana', ('x', 'b')) -> (True, False, False, False)
# ends('banana', '') -> (True, True, True, True)
# ends('banana', ['b']) !! TypeError
# replaced('aaaa', 'a', 'b', 2) -> 'bbaa'
# replaced('abc', '', '-', 2) -> '-a-bc'
# replaced('abc', '', '-', -1) -> '-a-b-c-'
# replaced_all('abcabc', 'bc', '$&') -> 'a$&a$&'
# replaced_all('abc', 'x', 'y') -> 'abc'
# replaced_all('a😀a', '😀', 'b') -> 'aba'
# replaced_all('abc', 'b', '😀') -> 'a😀c'
# split('a,b,,c', ',', -1) -> (['a', 'b', '', 'c'], ['a', 'b', '', 'c'])
# split('a,b,,c', ',', 1) -> (['a', 'b,,c'], ['a,b,', 'c'])
# split('aaaaa', 'aa', 1) -> (['', 'aaa'], ['aaa', ''])
# split('  a  b c ', None, 1) -> (['a', 'b c '], ['  a  b', 'c'])
# split('  a  b c ', None, 0) -> (['a  b c '], ['  a  b c'])
# split('abc', '', -1) !! ValueError
# split('', ',', -1) -> ([''], [''])
# split('', None, -1) -> ([], [])
# words('  two  words\nand\r\nlines\x0bmore\x1c ') -> (['two', 'words', 'and', 'lines', 'more'], ['two', 'words', 'and', 'lines', 'more'], ['two', 'words\nand\r\nlines\x0bmore\x1c '], ['  two  words', 'and', 'lines', 'more', ' '], ['  two  words\n', 'and\r\n', 'lines\x0b', 'more\x1c', ' '])
# words('a\n\nb\n') -> (['a', 'b'], ['a', 'b'], ['a', 'b\n'], ['a', '', 'b'], ['a\n', '\n', 'b\n'])
# words('') -> ([], [], [], [], [])
# joined(', ', ['a', 'b']) -> 'a, b'
# joined('', 'abc') -> 'abc'
# joined('-', ['a', 1]) !! TypeError
# joined('-', {'a': 1, 'b': 2}) -> 'a-b'
# joined('-', 5) !! TypeError
# parts('a-b-c', '-') -> (('a', '-', 'b-c'), ('a-b', '-', 'c'))
# parts('abc', '-') -> (('abc', '', ''), ('', '', 'abc'))
# parts('abc', '') !! ValueError
# padded('ab', 5, '*') -> ('**ab*', 'ab***', '***ab')
# padded('abc', 6, '*') -> ('*abc**', 'abc***', '***abc')
# padded('abc', 2, '*') -> ('abc', 'abc', 'abc')
# padded('abc', 9, '**') !! TypeError
# filled('-42', 6) -> '-00042'
# filled('+', 3) -> '+00'
# filled('abc', 2) -> 'abc'
# cut('banana', 'ban') -> ('ana', 'banana')
# cut('banana', 'ana') -> ('banana', 'ban')
# cut('banana', '') -> ('banana', 'banana')
# tabs('a\tbc\t\nd\te', 4) -> ('a   bc  \nd   e', 'a       bc      \nd       e')
# tabs('a\tb', 0) -> ('ab', 'a       b')
# translated('hello', 'el', 'ip', 'o') -> 'hipp'
# translated('hello', 'el', 'i', '') !! ValueError
# by_table('abc', {97: 'XY', 98: None, 99: 100}) -> 'XYd'
# by_table('abc', {'a': 1}) -> 'abc'
# by_table('abc', {97: 1.5}) !! TypeError
# unbound(['b', 'A', ' c ']) -> ([' c ', 'A', 'b'], ['b', 'A', 'c'])
# missing('a') !! AttributeError
# named('a,b,c') -> ['a', 'b,c']
# wrongly_named('a') !! TypeError
