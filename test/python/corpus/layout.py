# Layout: comments, blank lines, tabs, continuation lines, parentheses, semicolons, one-line blocks.
def tabs(x):
	if x > 0:
		return 1
	return 0


def wide(x):
          y = x      # a comment

  # a comment at another level
          return    y+1


def   spaced  (  x  ,  y  ,  )  :
    return (
        x
  +
            y  # a comment inside

    )


def continued(x):
    return x + \
  1 + \
        2


def semicolons(x): y = x; y += 1; return y


def one_line_blocks(x):
    if x > 2: x -= 1; x *= 2
    elif x > 1: x = 50
    else: x = 100;
    while x > 60: x -= 7
    for i in range(2): x += i
    return x


def parenthesised(x): return ((((x)))) * (1 + (2))


def unary(x): return not not - + - x


def keyword_like(iff, form, returned, _, _a1, notx):
    return iff + form + returned + _ + _a1 + notx


def literals(): return 0x1F + 0O17 + 0B11 + 1_000 + 00 + 0_0


# tabs(1) -> 1
# tabs(0) -> 0
# wide(1) -> 2
# spaced(1, 2) -> 3
# continued(1) -> 4
# semicolons(1) -> 2
# one_line_blocks(5) -> 9
# one_line_blocks(2) -> 51
# one_line_blocks(0) -> 59
# parenthesised(2) -> 6
# unary(0) -> False
# unary(3) -> True
# keyword_like(1, 2, 3, 4, 5, 6) -> 21
# literals() -> 1049
