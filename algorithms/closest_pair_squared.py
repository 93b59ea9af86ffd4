def closest_pair_squared(points):
    points = sorted(points)
    best = None
    for i, (x1, y1) in enumerate(points):
        for x2, y2 in points[i + 1:]:
            if best is not None and (x2 - x1) ** 2 >= best:
                break
            distance = (x2 - x1) ** 2 + (y2 - y1) ** 2
            if best is None or distance < best:
                best = distance
    return best
