def prefix_function(text):
    lengths = [0] * len(text)
    for place in range(1, len(text)):
        length = lengths[place - 1]
        while length > 0 and text[place] != text[length]:
            length = lengths[length - 1]
        if text[place] == text[length]:
            length += 1
        lengths[place] = length
    return lengths
