# Strings: indexing by character, slices, repr, escapes and operators.
def item(s, i):
    return s[i]


def part(s, a, b, c):
    return s[a:b:c]


def same(s):
    return s


def joined(s, t):
    return s + t


def times(s, n):
    return s * n


def length(s):
    return len(s)


def codes(s):
    return [ord(c) for c in s]


def characters(n):
    return chr(n)


def inside(s, t):
    return s in t


def compared(s, t):
    return s < t, s == t, s >= t


def caesar(text, shift):
    result = ''
    for ch in text:
        if 'a' <= ch <= 'z':
            result += chr((ord(ch) - ord('a') + shift) % 26 + ord('a'))
        elif ch.isupper():
            result += chr((ord(ch) - 65 + shift) % 26 + 65)
        else:
            result += ch
    return result


def escapes():
    return 'a\tb\n\\\'"\x00\u00e9\U0001F600\101' 'next' r'\raw'


def assigned(s):
    s[0] = 'x'


# item('abc', 0) -> 'a'
# item('abc', -1) -> 'c'
# item('abc', 3) !! IndexError
# item('abc', True) -> 'b'
# item('abc', 'x') !! TypeError
# item('abc', None) !! TypeError
# item('a😀b', 1) -> '😀'
# item('a😀b', 2) -> 'b'
# part('abcdef', 1, 4, None) -> 'bcd'
# part('abcdef', None, None, -1) -> 'fedcba'
# part('abcdef', -2, -100, -2) -> 'eca'
# part('abcdef', 10, 20, 1) -> ''
# part('abcdef', 0, 6, 0) !! ValueError
# part('abcdef', 100000000000000000000, None, -3) -> 'fc'
# part('a😀b😀c', 1, 4, None) -> '😀b😀'
# part('a😀b😀c', None, None, -2) -> 'cba'
# part('abc', 'a', None, None) !! TypeError
# same('it\'s') -> "it's"
# same("both ' and \"") -> 'both \' and "'
# same('\x7f\x80\xad\u200b\u2028é😀') -> '\x7f\x80\xad\u200b\u2028é😀'
# same('\t\n\r\\') -> '\t\n\r\\'
# joined('a', 'b') -> 'ab'
# joined('a', 1) !! TypeError
# joined('é', '😀') -> 'é😀'
# times('ab', 3) -> 'ababab'
# times('ab', -3) -> ''
# times('ab', True) -> 'ab'
# times('ab', 1.5) !! TypeError
# times('ab', 1000000000000) ... | limit: size
# length('') -> 0
# length('a😀') -> 2
# codes('aé😀') -> [97, 233, 128512]
# characters(97) -> 'a'
# characters(128512) -> '😀'
# characters(1114112) !! ValueError
# characters(-1) !! ValueError
# inside('b', 'abc') -> True
# inside('', '') -> True
# inside(1, 'abc') !! TypeError
# inside('😀', 'a😀') -> True
# compared('a', 'b') -> (True, False, False)
# compared('abc', 'abcd') -> (True, False, False)
# compared('\uffff', '😀') -> (True, False, False)
# compared('a', 1) !! TypeError
# caesar('Hello, World!', 3) -> 'Khoor, Zruog!'
# caesar('xyz', -27) -> 'wxy'
# escapes() -> 'a\tb\n\\\'"\x00é😀Anext\\raw'
# assigned('abc') !! TypeError
