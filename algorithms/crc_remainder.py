def crc_remainder(message, divisor):
    bits = [int(sign) for sign in message] + [0] * (len(divisor) - 1)
    for place in range(len(message)):
        if bits[place] == 1:
            for offset, sign in enumerate(divisor):
                bits[place + offset] ^= int(sign)
    return ''.join(str(bit) for bit in bits[len(message):])
