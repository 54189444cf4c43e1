"""
Attendance marks as a matrix: one byte a session, one row a pupil at a school, a year a file.

No pupil's number, day or session is written beside a mark: its place says them. Pupils stand in
the order of their schools, so that one pass over the bytes can finish a school before it turns
to the next.
"""
