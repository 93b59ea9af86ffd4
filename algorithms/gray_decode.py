def gray_decode(code):
    number = 0
    while code:
        number ^= code
        code >>= 1
    return number
