def Alice(text, shift):
    result = ''
    step = shift
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            result += chr((ord(ch) - base + step) % 26 + base)
            if ch.lower() in 'aeiou':
                step += shift
        else:
            result += ch
    return result
