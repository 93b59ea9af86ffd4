def first_bracket_fault(text):
    opening = {')': '(', ']': '[', '}': '{'}
    stack = []
    for place, sign in enumerate(text):
        if sign not in opening:
            stack.append((sign, place))
        elif not stack or stack[-1][0] != opening[sign]:
            return place
        else:
            stack.pop()
    if stack:
        return stack[-1][1]
    return -1
