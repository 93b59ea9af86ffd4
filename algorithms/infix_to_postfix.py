def infix_to_postfix(expression):
    rank = {'+': 1, '-': 1, '*': 2, '/': 2}
    output = ''
    stack = []
    for sign in expression:
        if sign == '(':
            stack.append(sign)
        elif sign == ')':
            while stack[-1] != '(':
                output += stack.pop()
            stack.pop()
        elif sign in rank:
            while stack and stack[-1] != '(' and rank[stack[-1]] >= rank[sign]:
                output += stack.pop()
            stack.append(sign)
        else:
            output += sign
    while stack:
        output += stack.pop()
    return output
