def Kevin(text, shift):
    key = 'quilt'
    stride = 1 + shift % 4
    place = 0
    result = ''
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            step = ord(key[place]) - ord('a') + shift
            result += chr((ord(ch) - base + step) % 26 + base)
            place = (place + stride) % len(key)
        else:
            result += ch
    return result
