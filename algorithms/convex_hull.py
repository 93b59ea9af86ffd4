def half_hull(points):
    hull = []
    for x, y in points:
        while len(hull) >= 2:
            (x1, y1), (x2, y2) = hull[-2:]
            if (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0:
                break
            hull.pop()
        hull.append([x, y])
    return hull


def convex_hull(points):
    points = sorted(points)
    return half_hull(points)[:-1] + half_hull(points[::-1])[:-1]
