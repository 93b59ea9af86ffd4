def run_length_encode(text):
    encoded = ''
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or text[place] != text[start]:
            encoded += text[start] + str(place - start)
            start = place
    return encoded
