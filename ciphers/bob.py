def Bob(text, shift):
    result = ''
    step = shift
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            mirrored = 25 - (ord(ch) - base)
            result += chr((mirrored + step) % 26 + base)
            step = 1 - step
        else:
            result += ch
            step = shift
    return result
