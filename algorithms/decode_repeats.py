def decode_repeats(code):
    stack = []
    text = ''
    count = 0
    for sign in code:
        if sign.isdigit():
            count = 10 * count + int(sign)
        elif sign == '[':
            stack.append((text, count))
            text = ''
            count = 0
        elif sign == ']':
            before, times = stack.pop()
            text = before + text * times
        else:
            text += sign
    return text
